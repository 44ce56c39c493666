package check_test

import (
	"fmt"
	"strings"
	"testing"

	"github.com/kubectl-mastery/kubectl-mastery/pkg/challenge"
	"github.com/kubectl-mastery/kubectl-mastery/pkg/check"
)

// fed is a shop with one pod of the given spec, in namespace main, that runs
// since 12:00, and ConfigMap and Secret settings that were changed when said.
func fed(t testing.TB, spec, namespace, configChanged, secretChanged string) check.Evidence {
	t.Helper()
	pod := object(t, fmt.Sprintf(`
kind: Pod
metadata: {name: shop-1, namespace: main, creationTimestamp: "2026-11-24T11:00:00Z"}
spec: %s
status:
  conditions: [{type: Ready, status: "True", lastTransitionTime: "2026-11-24T12:00:00Z"}]
  containerStatuses:
  - {name: web, ready: true, state: {running: {startedAt: "2026-11-24T12:00:00Z"}}}`, spec))
	settings := func(kind, changed string) check.Observed {
		other := object(t, fmt.Sprintf("{kind: %s, metadata: {name: aside, namespace: main}}", kind))
		one := object(t, fmt.Sprintf("{kind: %s, metadata: {name: settings, namespace: %s}}", kind, namespace))
		o := check.Observed{What: strings.ToLower(kind) + "s", Items: []map[string]any{other, one}, Changed: moment(t, changed)}
		o.Times = append(o.Times, moment(t, "2026-11-24T11:00:00Z"), moment(t, changed))
		return o
	}
	shop := there(t)
	shop.Items[0]["spec"].(map[string]any)["replicas"] = int64(1)
	shop.Changed, shop.Pods = moment(t, "2026-11-24T11:00:00Z"), []map[string]any{pod}
	return complete(check.Evidence{At: moment(t, "2026-11-24T12:30:00Z"), Objects: map[string]check.Observed{
		"shop": shop, "configs": settings("ConfigMap", configChanged), "secrets": settings("Secret", secretChanged),
	}})
}

func fedWatch() map[string]challenge.Watch {
	observe := shopWatch()
	observe["configs"] = challenge.Watch{APIVersion: "v1", Kind: "ConfigMap", All: true}
	observe["secrets"] = challenge.Watch{APIVersion: "v1", Kind: "Secret", All: true}
	return observe
}

const (
	beforeStart = "2026-11-24T11:59:59Z"
	afterStart  = "2026-11-24T12:00:01Z"
)

// TestStaleReferences changes ConfigMap and Secret settings after the
// container has started: what runs is proof only where it takes nothing from
// them.
func TestStaleReferences(t *testing.T) {
	tests := []struct{ name, spec, stale string }{
		{"envFrom a ConfigMap", "{containers: [{name: web, envFrom: [{configMapRef: {name: settings}}]}]}", "configmap/settings"},
		{"envFrom a Secret", "{containers: [{name: web, envFrom: [{secretRef: {name: settings}}]}]}", "secret/settings"},
		{"a later envFrom", "{containers: [{name: web, envFrom: [{configMapRef: {name: aside}}, {prefix: A_, configMapRef: {name: settings}}]}]}", "configmap/settings"},
		{"env from a ConfigMap", "{containers: [{name: web, env: [{name: A, valueFrom: {configMapKeyRef: {name: settings, key: a}}}]}]}", "configmap/settings"},
		{"env from a Secret", "{containers: [{name: web, env: [{name: A, value: b}, {name: B, valueFrom: {secretKeyRef: {name: settings, key: a}}}]}]}", "secret/settings"},
		{"a volume of a ConfigMap", "{containers: [{name: web}], volumes: [{name: v, configMap: {name: settings}}]}", "configmap/settings"},
		{"a volume of a Secret", "{containers: [{name: web}], volumes: [{name: v, secret: {secretName: settings}}]}", "secret/settings"},
		{"a projected ConfigMap", "{containers: [{name: web}], volumes: [{name: v, projected: {sources: [{downwardAPI: {}}, {configMap: {name: settings}}]}}]}", "configmap/settings"},
		{"a projected Secret", "{containers: [{name: web}], volumes: [{name: v, projected: {sources: [{secret: {name: settings}}]}}]}", "secret/settings"},
		{"an init container", "{initContainers: [{name: prepare, envFrom: [{configMapRef: {name: settings}}]}], containers: [{name: web}]}", "configmap/settings"},
		{"a second container", "{containers: [{name: web}, {name: proxy, envFrom: [{configMapRef: {name: settings}}]}]}", "configmap/settings"},
		{"both", "{containers: [{name: web, envFrom: [{secretRef: {name: settings}}, {configMapRef: {name: settings}}]}]}", "configmap/settings"},
		{"none", "{containers: [{name: web, env: [{name: A, value: settings}]}], volumes: [{name: settings, emptyDir: {}}]}", ""},
		{"a ConfigMap that was not changed", "{containers: [{name: web, envFrom: [{configMapRef: {name: aside}}]}]}", ""},
		{"a ConfigMap that is not there and need not be", "{containers: [{name: web, envFrom: [{configMapRef: {name: other, optional: true}}]}]}", ""},
		{"a field and a resource", "{containers: [{name: web, env: [{name: A, valueFrom: {fieldRef: {fieldPath: settings}}}, {name: B, valueFrom: {resourceFieldRef: {resource: settings}}}]}]}", ""},
		{"a Secret to pull with", "{imagePullSecrets: [{name: settings}], containers: [{name: web}]}", ""},
	}
	j := judge(t, with(fedWatch(), objective()))
	for _, test := range tests {
		t.Run(test.name, func(t *testing.T) {
			want := check.Result{Name: "objective", Verdict: check.Pass, Weight: 1}
			if test.stale != "" {
				want.Verdict = check.Fail
				want.Reason = test.stale + " was changed after pod shop-1 started, so what runs does not show whether it still works; a new pod would"
			}
			if d := diff(want, j.Results(fed(t, test.spec, "main", afterStart, afterStart), nil)[0]); d != "" {
				t.Error(d)
			}
			if got := j.Results(fed(t, test.spec, "main", beforeStart, beforeStart), nil)[0]; got.Verdict != check.Pass {
				t.Errorf("changed before: %+v", got)
			}
		})
	}
}

func TestStale(t *testing.T) {
	const spec = "{containers: [{name: web, envFrom: [{configMapRef: {name: settings}}]}]}"
	guard := objective()
	guard.Safeguard, guard.Because = true, "keep it"
	says := objective()
	says.Says = expr("string(size(pods)) + ' pods'")
	state := func(source string) challenge.Check { return challenge.Check{Name: "objective", Expr: expr(source)} }
	tests := []struct {
		name     string
		check    challenge.Check
		changed  string
		edit     func(ev *check.Evidence, pod map[string]any)
		want     check.Verdict
		observed string
		reason   string
	}{
		{name: "changed later", check: objective(), changed: afterStart, want: check.Fail, reason: "configmap/settings was changed"},
		{name: "changed before", check: objective(), changed: beforeStart, want: check.Pass},
		{name: "changed in the same second", check: objective(), changed: "2026-11-24T12:00:00Z", want: check.Pass},
		{name: "a request", check: request(), changed: afterStart, want: check.Fail, observed: "status 200: open", reason: "configmap/settings was changed"},
		{name: "a request, changed before", check: request(), changed: beforeStart, want: check.Pass, observed: "status 200: open"},
		{name: "a request, changed just now", check: request(), changed: "2026-11-24T12:29:57Z", want: check.Settling, observed: "status 200: open", reason: "the network may still be taking in the latest change"},
		{name: "what it says when it fails is not said", check: says, changed: afterStart, want: check.Fail, observed: "", reason: "configmap/settings was changed"},
		{name: "a safeguard", check: guard, changed: afterStart, want: check.Pass},
		{name: "what is wanted", check: state("shop.replicas() == 1"), changed: afterStart, want: check.Pass},
		{name: "the ConfigMap itself", check: state("size(configs) == 2"), changed: afterStart, want: check.Pass},
		{name: "pods beside what is wanted", check: state("shop.replicas() == size(pods)"), changed: afterStart, want: check.Fail, reason: "configmap/settings was changed"},
		{name: "false anyway", check: state("size(pods) == 2"), changed: afterStart, want: check.Fail},
		{name: "its namespace is another", check: objective(), changed: afterStart, want: check.Pass, edit: func(ev *check.Evidence, pod map[string]any) {
			pod["metadata"].(map[string]any)["namespace"] = "aside"
		}},
		{name: "observed by its name", check: objective(), changed: afterStart, want: check.Fail, reason: "configmap/settings was changed", edit: func(ev *check.Evidence, _ map[string]any) {
			o := ev.Objects["configs"]
			ev.Objects["configs"] = check.Observed{What: "configmap/settings", Single: true, Items: o.Items[1:], Times: o.Times[1:]}
		}},
		{name: "another kind of that name", check: objective(), changed: afterStart, want: check.Pass, edit: func(ev *check.Evidence, _ map[string]any) {
			ev.Objects["configs"].Items[1]["kind"] = "Service"
		}},
		{name: "nobody knows when", check: objective(), changed: afterStart, want: check.Pass, edit: func(ev *check.Evidence, _ map[string]any) {
			o := ev.Objects["configs"]
			o.Times = nil
			ev.Objects["configs"] = o
		}},
		{name: "started again since", check: objective(), changed: afterStart, want: check.Pass, edit: func(_ *check.Evidence, pod map[string]any) {
			pod["status"].(map[string]any)["containerStatuses"] = decode(t, `[{name: web, state: {running: {startedAt: "2026-11-24T12:00:02Z"}}, lastState: {terminated: {startedAt: "2026-11-24T11:00:00Z", finishedAt: "2026-11-24T12:00:02Z"}}}]`)
		}},
		{name: "one of two started again since", check: objective(), changed: afterStart, want: check.Fail, reason: "configmap/settings was changed", edit: func(_ *check.Evidence, pod map[string]any) {
			pod["status"].(map[string]any)["containerStatuses"] = decode(t, `[{name: web, state: {running: {startedAt: "2026-11-24T12:00:02Z"}}}, {name: proxy, state: {running: {startedAt: "2026-11-24T12:00:00Z"}}}]`)
		}},
		{name: "an init container had its work done before", check: objective(), changed: afterStart, want: check.Fail, reason: "configmap/settings was changed", edit: func(_ *check.Evidence, pod map[string]any) {
			status := pod["status"].(map[string]any)
			status["containerStatuses"] = decode(t, `[{name: web, state: {running: {startedAt: "2026-11-24T12:00:02Z"}}}]`)
			status["initContainerStatuses"] = decode(t, `[{name: init, state: {terminated: {startedAt: "2026-11-24T12:00:00Z", exitCode: 0}}}]`)
		}},
		{name: "an init container had its work done at the second time", check: objective(), changed: afterStart, want: check.Fail, reason: "configmap/settings was changed", edit: func(ev *check.Evidence, pod map[string]any) {
			ev.At = moment(t, "2026-11-24T12:00:31Z")
			status := pod["status"].(map[string]any)
			status["containerStatuses"] = decode(t, `[{name: web, ready: true, state: {running: {startedAt: "2026-11-24T12:00:02Z"}}}]`)
			status["initContainerStatuses"] = decode(t, `[{name: init, state: {terminated: {startedAt: "2026-11-24T12:00:00Z", exitCode: 0}}, lastState: {terminated: {startedAt: "2026-11-24T11:59:50Z", finishedAt: "2026-11-24T11:59:53Z"}}}]`)
		}},
		{name: "a container that waits", check: objective(), changed: afterStart, want: check.Pass, edit: func(_ *check.Evidence, pod map[string]any) {
			pod["status"].(map[string]any)["containerStatuses"] = decode(t, `[{name: web, state: {running: {startedAt: "2026-11-24T12:00:02Z"}}}, {name: side, state: {waiting: {reason: PodInitializing}}}]`)
		}},
		{name: "a pod before", check: state("size(pods) == 0"), changed: afterStart, want: check.Pass, edit: func(ev *check.Evidence, pod map[string]any) {
			for _, name := range []string{"shop", "pods"} {
				o := ev.Objects[name]
				o.Items, o.Pods, o.Superseded = there(t).Items, nil, []map[string]any{pod}
				if name == "pods" {
					o.Items = nil
				}
				ev.Objects[name] = o
			}
		}},
	}
	for _, test := range tests {
		t.Run(test.name, func(t *testing.T) {
			ev := fed(t, spec, "main", test.changed, beforeStart)
			ev.Answers = map[string]check.Answer{"objective": response(200, "open", "")}
			if test.check.HTTP == nil {
				ev.Answers = nil
			}
			if test.edit != nil {
				test.edit(&ev, ev.Objects["shop"].Pods[0])
			}
			got := judge(t, with(fedWatch(), test.check)).Results(ev, nil)[0]
			if got.Verdict != test.want || got.Observed != test.observed || !strings.Contains(got.Reason, test.reason) || (test.reason == "") != (got.Reason == "") {
				t.Errorf("got %s, observed %q, reason %q; want %s, %q, %q", got.Verdict, got.Observed, got.Reason, test.want, test.observed, test.reason)
			}
		})
	}
}

// TestStalePodOfItsOwnKind observes pods by their kind and not by podsOf: a
// check on them judges what runs as well.
func TestStalePodOfItsOwnKind(t *testing.T) {
	ev := fed(t, "{containers: [{name: web, envFrom: [{configMapRef: {name: settings}}]}]}", "main", afterStart, beforeStart)
	pod := ev.Objects["shop"].Pods[0]
	delete(ev.Objects, "shop")
	delete(ev.Objects, "pods")
	ev.Objects["pod"] = check.Observed{What: "pod/shop-1", Single: true, Items: []map[string]any{pod}, Pods: []map[string]any{pod}}
	observe := map[string]challenge.Watch{
		"pod":     {APIVersion: "v1", Kind: "Pod", Name: "shop-1"},
		"configs": {APIVersion: "v1", Kind: "ConfigMap", All: true},
		"secrets": {APIVersion: "v1", Kind: "Secret", All: true},
	}
	is := challenge.Check{Name: "c", Expr: expr("pod.status.conditions.exists(c, c.type == 'Ready' && c.status == 'True')")}
	if got := judge(t, with(observe, is)).Results(ev, nil)[0]; got.Verdict != check.Fail {
		t.Errorf("%+v", got)
	}
}

// TestCrashWithOldConfiguration: a container that ended soon after its
// configuration was changed may have started with what it was before.
func TestCrashWithOldConfiguration(t *testing.T) {
	spec := "{containers: [{name: web, envFrom: [{configMapRef: {name: settings}}]}]}"
	tests := []struct {
		name, created, began, at string
		aside                    bool
		made                     string
		want                     check.Verdict
	}{
		{"it may not have seen the change", "11:00:00", "12:00:04", "12:00:10", false, beforeStart, check.Settling},
		{"to the second", "11:00:00", "12:00:06", "12:00:10", false, beforeStart, check.Settling},
		{"it has seen the change", "11:00:00", "12:00:07", "12:00:10", false, beforeStart, check.Fail},
		{"its pod is of the second of the change", "12:00:01", "12:00:04", "12:00:10", false, beforeStart, check.Settling},
		{"it is made in the second in which its pod is", "12:00:01", "12:00:04", "12:00:10", false, afterStart, check.Fail},
		{"it is made in that second, and changed then", "11:59:59", "12:00:04", "12:00:10", false, beforeStart, check.Settling},
		{"its pod is newer than the change", "12:00:02", "12:00:04", "12:00:10", false, beforeStart, check.Fail},
		{"another ConfigMap was changed", "11:00:00", "12:00:04", "12:00:10", true, beforeStart, check.Fail},
	}
	for _, test := range tests {
		t.Run(test.name, func(t *testing.T) {
			ev := fed(t, spec, "main", afterStart, beforeStart)
			ev.At = moment(t, "2026-11-24T"+test.at+"Z")
			pod := ev.Objects["shop"].Pods[0]
			meta := pod["metadata"].(map[string]any)
			meta["creationTimestamp"] = "2026-11-24T" + test.created + "Z"
			ev.Objects["configs"].Items[1]["metadata"].(map[string]any)["creationTimestamp"] = test.made
			if test.aside {
				meta["namespace"] = "aside"
			}
			status := pod["status"].(map[string]any)
			status["conditions"] = decode(t, `[{type: PodScheduled, status: "True"}, {type: Ready, status: "False"}]`)
			status["containerStatuses"] = decode(t, `[{name: web, ready: false, state: {waiting: {reason: CrashLoopBackOff, message: "back-off 10s restarting failed container"}}, lastState: {terminated: {exitCode: 1, reason: Error, startedAt: "2026-11-24T`+test.began+`Z", finishedAt: "2026-11-24T`+test.began+`Z"}}}]`)
			got := judge(t, with(fedWatch(), objective())).Results(ev, nil)[0]
			if got.Verdict != test.want {
				t.Errorf("%+v, want %s", got, test.want)
			}
		})
	}
}

// TestBetweenTwoEnds has a container that ended before, started again and was
// then given other settings: the next time it ends it gets them.
func TestBetweenTwoEnds(t *testing.T) {
	const spec = "{containers: [{name: web, envFrom: [{configMapRef: {name: settings}}]}, {name: proxy}]}"
	const passing = "a container of pod shop-1 that ended before started again before configmap/settings was changed; it may end once more"
	j := judge(t, with(fedWatch(), objective()))
	for _, test := range []struct {
		name, status, at string
		want             check.Verdict
	}{
		{"it ran 3 s before", `{name: web, ready: true, state: {running: {startedAt: "2026-11-24T12:00:00Z"}}, lastState: {terminated: {startedAt: "2026-11-24T11:59:50Z", finishedAt: "2026-11-24T11:59:53Z"}}}`, "2026-11-24T12:00:31Z", check.Settling},
		{"and longer now", `{name: web, ready: true, state: {running: {startedAt: "2026-11-24T12:00:00Z"}}, lastState: {terminated: {startedAt: "2026-11-24T11:59:50Z", finishedAt: "2026-11-24T11:59:53Z"}}}`, "2026-11-24T12:00:32Z", check.Fail},
		{"it could not be started before", `{name: web, ready: true, state: {running: {startedAt: "2026-11-24T12:00:00Z"}}, lastState: {terminated: {startedAt: "1970-01-01T00:00:00Z", finishedAt: "2026-11-24T11:59:53Z"}}}`, "2026-11-24T12:00:25Z", check.Settling},
		{"it ran an hour before", `{name: web, ready: true, state: {running: {startedAt: "2026-11-24T12:00:00Z"}}, lastState: {terminated: {startedAt: "2026-11-24T11:00:00Z", finishedAt: "2026-11-24T12:00:00Z"}}}`, "2026-11-24T12:02:00Z", check.Settling},
		{"that is not waited for", `{name: web, ready: true, state: {running: {startedAt: "2026-11-24T12:00:00Z"}}, lastState: {terminated: {startedAt: "2026-11-24T11:00:00Z", finishedAt: "2026-11-24T12:00:00Z"}}}`, "2026-11-24T12:02:01Z", check.Fail},
		{"it never ended", `{name: web, ready: true, state: {running: {startedAt: "2026-11-24T12:00:00Z"}}}`, "2026-11-24T12:00:02Z", check.Fail},
	} {
		t.Run(test.name, func(t *testing.T) {
			ev := fed(t, spec, "main", afterStart, beforeStart)
			status := ev.Objects["shop"].Pods[0]["status"].(map[string]any)
			status["containerStatuses"] = []any{object(t, test.status)}
			ev.At = moment(t, test.at)
			got := j.Results(ev, nil)[0]
			if got.Verdict != test.want || (got.Reason == passing) != (test.want == check.Settling) {
				t.Errorf("%+v", got)
			}
			status["containerStatuses"] = []any{object(t, test.status), object(t, `{name: proxy, ready: true, state: {running: {startedAt: "2026-11-24T11:00:00Z"}}}`)}
			if again := j.Results(ev, nil)[0]; again.Verdict != test.want {
				t.Errorf("beside one that runs on: %+v", again)
			}
		})
	}
}
