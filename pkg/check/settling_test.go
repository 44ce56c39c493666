package check_test

import (
	"os"
	"strings"
	"testing"
	"time"

	"sigs.k8s.io/yaml"

	"github.com/kubectl-mastery/kubectl-mastery/pkg/challenge"
	"github.com/kubectl-mastery/kubectl-mastery/pkg/check"
)

// settlingCase is a state of a workload, and what is to be said of a failing
// objective at different moments.
type settlingCase struct {
	Check struct {
		HTTP bool `json:"http"`
	} `json:"check"`
	Shop    check.Observed `json:"shop"`
	Configs check.Observed `json:"configs"`
	Moments []struct {
		At      time.Time     `json:"at"`
		Changed *time.Time    `json:"changed"`
		Verdict check.Verdict `json:"verdict"`
		Reason  string        `json:"reason"`
	} `json:"moments"`
}

func shopWatch() map[string]challenge.Watch {
	return map[string]challenge.Watch{"shop": {Backs: "service/shop"}, "pods": {PodsOf: "shop"}}
}

// objective and request are checks that fail.
func objective() challenge.Check {
	return challenge.Check{Name: "objective", Expr: expr("shop.replicas() > 0 && size(pods.ready()) == shop.replicas()")}
}

func request() challenge.Check {
	return challenge.Check{Name: "objective", HTTP: &challenge.HTTP{To: "service/shop:80", Expect: expr("response.status == 200")}}
}

func TestSettling(t *testing.T) {
	for name, path := range files(t, "testdata/settling/*.yaml") {
		t.Run(name, func(t *testing.T) {
			text, err := os.ReadFile(path)
			if err != nil {
				t.Fatal(err)
			}
			var one settlingCase
			if err := yaml.UnmarshalStrict(text, &one); err != nil {
				t.Fatal(err)
			}
			failing := objective()
			if one.Check.HTTP {
				failing = request()
			}
			safeguard := failing
			safeguard.Name, safeguard.Safeguard, safeguard.Because = "safeguard", true, "keep it"
			j := judge(t, with(shopWatch(), failing, safeguard))
			for _, m := range one.Moments {
				shop := one.Shop
				if m.Changed != nil {
					shop.Changed = *m.Changed
				}
				ev := complete(check.Evidence{At: m.At, Objects: map[string]check.Observed{"shop": shop, "configs": one.Configs}})
				ev.Answers = map[string]check.Answer{"objective": response(503, "", ""), "safeguard": response(503, "", "")}
				results := j.Results(ev, nil)
				got := results[0]
				if got.Verdict != m.Verdict || !strings.Contains(got.Reason, m.Reason) || (m.Reason == "") != (got.Reason == "") {
					t.Errorf("at %s: %s %q, want %s %q", m.At.Format(time.TimeOnly), got.Verdict, got.Reason, m.Verdict, m.Reason)
				}
				if guard := results[1]; guard.Verdict != check.Fail || guard.Reason != "" {
					t.Errorf("at %s: the safeguard is softened: %s %q", m.At.Format(time.TimeOnly), guard.Verdict, guard.Reason)
				}
			}
		})
	}
}

// TestBeingDeleted says that what is on its way out has no state worth a
// verdict: even what is true of it does not count.
func TestBeingDeleted(t *testing.T) {
	const gone = "deployment/shop is being deleted"
	leaving := there(t)
	leaving.Items[0]["metadata"].(map[string]any)["deletionTimestamp"] = "2026-11-24T12:00:00Z"
	unseen := there(t)
	unseen.Items[0]["metadata"].(map[string]any)["deletionTimestamp"] = "2026-11-24T12:00:00Z"
	unseen.Items[0]["metadata"].(map[string]any)["generation"] = int64(2)
	config := check.Observed{What: "configmap/c", Single: true, Items: []map[string]any{object(t, "{kind: ConfigMap, metadata: {deletionTimestamp: '2026-11-24T12:00:00Z'}, data: {a: b}}")}}
	many := check.Observed{What: "configmaps", Items: config.Items}
	tests := []struct {
		name      string
		source    string
		shop      check.Observed
		safeguard bool
		want      check.Verdict
		observed  string
		reason    string
	}{
		{"true of it", "shop.kind == 'Deployment'", leaving, false, check.Settling, gone, gone},
		{"false of it", "shop.kind == 'DaemonSet'", leaving, false, check.Settling, gone, gone},
		{"a safeguard", "shop.kind == 'Deployment'", leaving, true, check.Fail, gone, ""},
		{"asked whether it is present", "!present(shop)", leaving, false, check.Settling, "", gone},
		{"not seen by its controller yet", "shop.kind == 'Deployment'", unseen, false, check.Settling, gone, "deployment/shop was just changed"},
		{"nothing with pods", "shop.data.a == 'b'", config, false, check.Settling, "configmap/c is being deleted", "configmap/c is being deleted"},
		{"one of many", "shop.all(c, c.data.a == 'b')", many, false, check.Pass, "", ""},
		{"not being deleted", "shop.kind == 'Deployment'", there(t), false, check.Pass, "", ""},
	}
	for _, test := range tests {
		t.Run(test.name, func(t *testing.T) {
			j := judge(t, with(shopWatch(), challenge.Check{Name: "c", Expr: expr(test.source), Safeguard: test.safeguard}))
			ev := complete(check.Evidence{At: moment(t, "2026-11-24T12:01:30Z"), Objects: map[string]check.Observed{"shop": test.shop}})
			got := j.Results(ev, nil)[0]
			if got.Verdict != test.want || got.Observed != test.observed || got.Reason != test.reason {
				t.Errorf("got %s, observed %q, reason %q; want %s, %q, %q", got.Verdict, got.Observed, got.Reason, test.want, test.observed, test.reason)
			}
			if test.reason != "" && j.Doing(ev) != test.reason {
				t.Errorf("Doing says %q", j.Doing(ev))
			}
		})
	}
}

// TestHeldUp has something that should be gone and is not: a finalizer holds it.
func TestHeldUp(t *testing.T) {
	for _, test := range []struct{ at, finalizers, reason string }{
		{"2026-11-24T12:01:30Z", "[example.com/a]", "configmap/c is being deleted"},
		{"2026-11-24T12:01:31Z", "[example.com/a, b]", "configmap/c is being deleted and cannot go: finalizer example.com/a, b is still on it"},
		{"2026-11-24T12:01:31Z", "[]", "configmap/c is being deleted and does not go"},
	} {
		j := judge(t, with(shopWatch(), challenge.Check{Name: "c", Expr: expr("!present(shop)")}))
		c := object(t, "{kind: ConfigMap, metadata: {deletionTimestamp: '2026-11-24T12:00:00Z', finalizers: "+test.finalizers+"}}")
		ev := complete(check.Evidence{At: moment(t, test.at), Objects: map[string]check.Observed{"shop": {What: "configmap/c", Single: true, Items: []map[string]any{c}}}})
		want := check.Fail
		if test.at == "2026-11-24T12:01:30Z" {
			want = check.Settling
		}
		if got := j.Results(ev, nil)[0]; got.Verdict != want || got.Reason != test.reason {
			t.Errorf("at %s: %+v", test.at, got)
		}
	}
}

// TestSomeLeaving has several objects of which some are on their way out.
func TestSomeLeaving(t *testing.T) {
	j := judge(t, with(map[string]challenge.Watch{"pods": {APIVersion: "v1", Kind: "Pod", All: true}}, challenge.Check{Name: "c", Expr: expr("size(pods) == 0")}))
	for _, test := range []struct{ at, reason string }{
		{"2026-11-24T12:01:30Z", "pod/b is being deleted"},
		{"2026-11-24T12:01:31Z", ""},
	} {
		ev := complete(check.Evidence{At: moment(t, test.at), Objects: map[string]check.Observed{"pods": {What: "pods", Items: []map[string]any{
			object(t, "{kind: Pod, metadata: {name: a, deletionTimestamp: '2026-11-24T11:00:00Z', finalizers: [x]}}"),
			object(t, "{kind: Pod, metadata: {name: b, deletionTimestamp: '2026-11-24T12:00:00Z'}}"),
			object(t, "{kind: Pod, metadata: {name: c}}"),
		}}}})
		if got := j.Results(ev, nil)[0]; got.Reason != test.reason || (got.Verdict == check.Settling) != (test.reason != "") {
			t.Errorf("at %s: %+v", test.at, got)
		}
	}
}

// TestSettlesOnWhatItHangsOn says that a check waits for the workloads that
// it mentions, and a request for all of them.
func TestSettlesOnWhatItHangsOn(t *testing.T) {
	at := moment(t, "2026-11-24T12:00:05Z")
	starting := func(name string) check.Observed {
		return check.Observed{
			What: "deployment/" + name, Single: true, Changed: at,
			Items: []map[string]any{object(t, "{kind: Deployment, metadata: {generation: 2}, status: {observedGeneration: 1}, spec: {size: 3}}")},
		}
	}
	observe := map[string]challenge.Watch{
		"shop": {Backs: "service/shop"}, "pods": {PodsOf: "shop"}, "other": {Backs: "service/other"},
		"config": {APIVersion: "v1", Kind: "ConfigMap", Name: "c"},
	}
	config := check.Observed{What: "configmap/c", Single: true, Items: []map[string]any{object(t, "{kind: ConfigMap, data: {a: b}}")}}
	steady := check.Observed{
		What: "deployment/shop", Single: true, Changed: at.Add(-time.Hour),
		Items: []map[string]any{object(t, "{kind: Deployment, metadata: {generation: 1}, status: {observedGeneration: 1}, spec: {replicas: 0}}")},
	}
	pods := check.Observed{What: "pods of deployment/shop"}
	tests := []struct {
		name    string
		check   challenge.Check
		shop    check.Observed
		other   check.Observed
		verdict check.Verdict
	}{
		{"its own workload", challenge.Check{Expr: expr("shop.spec.size == 4")}, starting("shop"), steady, check.Settling},
		{"the workload of its pods", challenge.Check{Expr: expr("size(pods) == 4")}, starting("shop"), steady, check.Settling},
		{"only asked whether it is present", challenge.Check{Expr: expr("!present(shop)")}, starting("shop"), steady, check.Settling},
		{"another workload", challenge.Check{Expr: expr("size(pods) == 4")}, steady, starting("other"), check.Fail},
		{"no workload", challenge.Check{Expr: expr("config.data.a == 'c'")}, starting("shop"), starting("other"), check.Fail},
		{"a request", challenge.Check{HTTP: &challenge.HTTP{Expect: expr("response.status == 200")}}, steady, starting("other"), check.Settling},
	}
	for _, test := range tests {
		t.Run(test.name, func(t *testing.T) {
			test.check.Name = "c"
			ev := check.Evidence{
				At:      at.Add(time.Minute),
				Objects: map[string]check.Observed{"shop": test.shop, "pods": pods, "other": test.other, "config": config},
				Answers: map[string]check.Answer{"c": response(404, "", "")},
			}
			if got := judge(t, with(observe, test.check)).Results(ev, nil)[0]; got.Verdict != test.verdict {
				t.Errorf("%+v, want %s", got, test.verdict)
			}
		})
	}
}

// TestReasonDoesNotDependOnOrder wants one reason where two workloads are
// under way, the same each time.
func TestReasonDoesNotDependOnOrder(t *testing.T) {
	observe, objects := map[string]challenge.Watch{}, map[string]check.Observed{}
	for _, name := range []string{"alpha", "beta", "gamma", "delta"} {
		observe[name] = challenge.Watch{Backs: "service/" + name}
		objects[name] = check.Observed{
			What: "deployment/" + name, Single: true,
			Items: []map[string]any{object(t, "{kind: Deployment, metadata: {generation: 2}, status: {observedGeneration: 1}}")},
		}
	}
	j := judge(t, with(observe, challenge.Check{Name: "c", HTTP: &challenge.HTTP{Expect: expr("response.status == 200")}}))
	ev := check.Evidence{Objects: objects, Answers: map[string]check.Answer{"c": response(500, "", "")}}
	first, doing := j.Results(ev, nil), j.Doing(ev)
	for range 30 {
		if d := diff(first, j.Results(ev, nil)); d != "" {
			t.Fatalf("the reason changes (-first +later):\n%s", d)
		}
		if now := j.Doing(ev); now != doing {
			t.Fatalf("Doing says %q, then %q", doing, now)
		}
	}
}

// TestWaitsForPodsThatEnd: a StatefulSet, a DaemonSet and a Deployment with
// strategy Recreate make a new pod only once the one before has ended, which
// takes up to its grace period (30 s by default).
func TestWaitsForPodsThatEnd(t *testing.T) {
	for _, workload := range []string{
		"{kind: StatefulSet, metadata: {generation: 2}, spec: {replicas: 1}, status: {observedGeneration: 2}}",
		"{kind: DaemonSet, metadata: {generation: 2}, status: {observedGeneration: 2, desiredNumberScheduled: 1}}",
		"{kind: ReplicationController, metadata: {generation: 2}, spec: {replicas: 1}, status: {observedGeneration: 2}}",
		"{kind: Deployment, metadata: {generation: 2}, spec: {replicas: 1, strategy: {type: Recreate}}, status: {observedGeneration: 2}}",
	} {
		shop := check.Observed{
			What: "the shop", Single: true, Changed: moment(t, "2026-11-24T12:00:00Z"),
			Items:      []map[string]any{object(t, workload)},
			Superseded: []map[string]any{object(t, "{kind: Pod, metadata: {name: shop-0, creationTimestamp: '2026-11-24T11:00:00Z', deletionTimestamp: '2026-11-24T12:00:30Z', deletionGracePeriodSeconds: 30}}")},
		}
		j := judge(t, with(shopWatch(), objective()))
		for _, at := range []string{"2026-11-24T12:00:10Z", "2026-11-24T12:00:20Z", "2026-11-24T12:00:29Z"} {
			ev := complete(check.Evidence{At: moment(t, at), Objects: map[string]check.Observed{"shop": shop}})
			if got := j.Results(ev, nil)[0]; got.Verdict != check.Settling {
				t.Errorf("%s at %s: %+v", shop.Items[0]["kind"], at, got)
			}
		}
	}
}

// TestWaitsForMinReadySeconds: a rollout goes on only once the last pod has
// been ready for minReadySeconds.
func TestWaitsForMinReadySeconds(t *testing.T) {
	shop := check.Observed{
		What: "deployment/shop", Single: true, Changed: moment(t, "2026-11-24T12:00:00Z"),
		Items: []map[string]any{object(t, "{kind: Deployment, metadata: {generation: 2}, spec: {replicas: 2, minReadySeconds: 30}, status: {observedGeneration: 2}}")},
		Pods: []map[string]any{object(t, `{kind: Pod, metadata: {name: b-1, creationTimestamp: "2026-11-24T12:00:01Z"}, status: {
  conditions: [{type: Ready, status: "True", lastTransitionTime: "2026-11-24T12:00:05Z"}],
  containerStatuses: [{name: web, ready: true, state: {running: {startedAt: "2026-11-24T12:00:03Z"}}}]}}`)},
		Superseded: []map[string]any{object(t, "{kind: Pod, metadata: {name: a-1, creationTimestamp: '2026-11-24T11:00:00Z'}}")},
	}
	ev := complete(check.Evidence{At: moment(t, "2026-11-24T12:00:30Z"), Objects: map[string]check.Observed{"shop": shop}})
	if got := judge(t, with(shopWatch(), objective())).Results(ev, nil)[0]; got.Verdict != check.Settling {
		t.Errorf("%+v", got)
	}
}
