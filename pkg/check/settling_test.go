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
				ev := complete(check.Evidence{At: m.At, Objects: map[string]check.Observed{"shop": one.Shop}})
				if m.Changed != nil {
					shop := ev.Objects["shop"]
					shop.Changed = *m.Changed
					ev = complete(check.Evidence{At: m.At, Objects: map[string]check.Observed{"shop": shop}})
				}
				ev.Responses = map[string]check.Response{"objective": {Status: 503}, "safeguard": {Status: 503}}
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
	steady := check.Observed{What: "deployment/shop", Single: true, Changed: at.Add(-time.Hour),
		Items: []map[string]any{object(t, "{kind: Deployment, metadata: {generation: 1}, status: {observedGeneration: 1}, spec: {replicas: 0}}")}}
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
				At:        at.Add(time.Minute),
				Objects:   map[string]check.Observed{"shop": test.shop, "pods": pods, "other": test.other, "config": config},
				Responses: map[string]check.Response{"c": {Status: 404}},
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
		objects[name] = check.Observed{What: "deployment/" + name, Single: true,
			Items: []map[string]any{object(t, "{kind: Deployment, metadata: {generation: 2}, status: {observedGeneration: 1}}")}}
	}
	j := judge(t, with(observe, challenge.Check{Name: "c", HTTP: &challenge.HTTP{Expect: expr("response.status == 200")}}))
	ev := check.Evidence{Objects: objects, Responses: map[string]check.Response{"c": {Status: 500}}}
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
