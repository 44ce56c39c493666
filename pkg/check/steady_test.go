package check_test

import (
	"fmt"
	"testing"
	"time"

	"github.com/kubectl-mastery/kubectl-mastery/pkg/challenge"
	"github.com/kubectl-mastery/kubectl-mastery/pkg/check"
)

func TestSteady(t *testing.T) {
	changed := moment(t, "2026-11-24T12:00:00Z")
	pod := func(probes, ready, started string) string {
		return fmt.Sprintf(`
kind: Pod
metadata: {name: p}
spec: {containers: [{name: web%s}]}
status:
  conditions: [{type: Ready, status: "True", lastTransitionTime: "%s"}]
  containerStatuses: [{name: web, ready: true, state: {running: {startedAt: "%s"}}}]`, probes, ready, started)
	}
	const early = "2026-11-24T11:00:00Z"
	tests := []struct {
		name string
		hold time.Duration
		pods []string
		at   string
		want time.Duration
	}{
		{"the challenge's default", 0, nil, "2026-11-24T12:00:00Z", 5 * time.Second},
		{"the challenge's own hold", 20 * time.Second, nil, "2026-11-24T12:00:04Z", 16 * time.Second},
		{"the last second", 20 * time.Second, nil, "2026-11-24T12:00:19Z", time.Second},
		{"over", 20 * time.Second, nil, "2026-11-24T12:00:20Z", 0},
		{"long over", 20 * time.Second, nil, "2026-11-24T13:00:20Z", 0},
		{"from readiness on", 20 * time.Second, []string{pod("", "2026-11-24T12:00:30Z", early)}, "2026-11-24T12:00:40Z", 10 * time.Second},
		{"from the container's start on", 20 * time.Second, []string{pod("", early, "2026-11-24T12:00:30Z")}, "2026-11-24T12:00:40Z", 10 * time.Second},
		{"the latest pod counts", 20 * time.Second, []string{pod("", "2026-11-24T12:00:30Z", early), pod("", "2026-11-24T12:00:20Z", early)}, "2026-11-24T12:00:40Z", 10 * time.Second},
		// 10 s period and 3 failures are the API's defaults, and one second to see it
		{"a probe of all defaults", 5 * time.Second, []string{pod(", livenessProbe: {tcpSocket: {port: 1}}", early, early)}, "2026-11-24T12:00:00Z", 31 * time.Second},
		{"a probe's own timings", 5 * time.Second, []string{pod(", readinessProbe: {periodSeconds: 2, failureThreshold: 4, initialDelaySeconds: 3}", early, early)}, "2026-11-24T12:00:00Z", 12 * time.Second},
		{"the slower of two probes", 5 * time.Second, []string{pod(", readinessProbe: {periodSeconds: 2, failureThreshold: 1}, livenessProbe: {periodSeconds: 7, failureThreshold: 2}", early, early)}, "2026-11-24T12:00:00Z", 15 * time.Second},
		{"a quick probe does not shorten the hold", 20 * time.Second, []string{pod(", readinessProbe: {periodSeconds: 1, failureThreshold: 1}", early, early)}, "2026-11-24T12:00:00Z", 20 * time.Second},
		{"a slow probe has a bound", 5 * time.Second, []string{pod(", livenessProbe: {periodSeconds: 3600}", early, early)}, "2026-11-24T12:00:00Z", 2 * time.Minute},
	}
	for _, test := range tests {
		t.Run(test.name, func(t *testing.T) {
			c := with(map[string]challenge.Watch{"shop": {}})
			c.Spec.Hold = challenge.Duration(test.hold)
			shop := check.Observed{Single: true, Changed: changed}
			for _, text := range test.pods {
				shop.Pods = append(shop.Pods, object(t, text))
			}
			ev := check.Evidence{At: moment(t, test.at), Objects: map[string]check.Observed{"shop": shop, "other": {Changed: changed.Add(-time.Minute)}}}
			if got := judge(t, c).Steady(ev); got != test.want {
				t.Errorf("%s, want %s", got, test.want)
			}
		})
	}
}

// TestSteadyAfterAnEnd wants more than the hold of a container that has ended
// since the last change, which is at 12:00: it may just be between two ends.
func TestSteadyAfterAnEnd(t *testing.T) {
	const at, started, soon = "2026-11-24T12:30:10Z", "2026-11-24T12:30:00Z", 5 * time.Second
	status := func(name, began, ended string) string {
		last := ""
		if ended != "" {
			last = fmt.Sprintf(`lastState: {terminated: {exitCode: 1, startedAt: %q, finishedAt: %q}}, `, began, ended)
		}
		return fmt.Sprintf(`{name: %s, ready: true, %sstate: {running: {startedAt: %q}}}`, name, last, started)
	}
	tests := []struct {
		name       string
		hold       time.Duration
		containers string
		sidecars   string
		want       time.Duration
	}{
		{"never", 15 * time.Second, status("web", "", ""), "", soon},
		{"since the change", 15 * time.Second, status("web", "2026-11-24T12:00:10Z", "2026-11-24T12:00:30Z"), "", 40 * time.Second},
		{"at once", 15 * time.Second, status("web", "2026-11-24T12:00:10Z", "2026-11-24T12:00:10Z"), "", soon},
		{"after three seconds", 15 * time.Second, status("web", "2026-11-24T12:00:10Z", "2026-11-24T12:00:13Z"), "", 6 * time.Second},
		{"before the change", 15 * time.Second, status("web", "2026-11-24T11:00:10Z", "2026-11-24T11:00:30Z"), "", soon},
		{"since the change, which it had not seen", 15 * time.Second, status("web", "2026-11-24T11:59:59Z", "2026-11-24T12:00:30Z"), "", soon},
		{"begun in the second of the change", 15 * time.Second, status("web", "2026-11-24T12:00:00Z", "2026-11-24T12:00:30Z"), "", soon},
		{"could not be started", 15 * time.Second, status("web", "1970-01-01T00:00:00Z", "2026-11-24T12:00:30Z"), "", soon},
		{"not longer than the challenge's hold", 90 * time.Second, status("web", "2026-11-24T12:00:10Z", "2026-11-24T12:00:30Z"), "", 80 * time.Second},
		{"just within the bound", 15 * time.Second, status("web", "2026-11-24T12:00:10Z", "2026-11-24T12:01:04Z"), "", 108 * time.Second},
		{"beyond the bound", 15 * time.Second, status("web", "2026-11-24T12:00:10Z", "2026-11-24T12:10:10Z"), "", 110 * time.Second},
		{"the longer of two", 15 * time.Second, status("web", "2026-11-24T12:00:10Z", "2026-11-24T12:00:30Z") + ", " + status("proxy", "2026-11-24T12:00:10Z", "2026-11-24T12:00:20Z"), "", 40 * time.Second},
		{"a sidecar", 15 * time.Second, status("web", "", ""), status("proxy", "2026-11-24T12:00:10Z", "2026-11-24T12:00:30Z"), 40 * time.Second},
	}
	for _, test := range tests {
		t.Run(test.name, func(t *testing.T) {
			c := with(map[string]challenge.Watch{"shop": {}})
			c.Spec.Hold = challenge.Duration(test.hold)
			pod := object(t, fmt.Sprintf("{kind: Pod, status: {initContainerStatuses: [%s], containerStatuses: [%s]}}", test.sidecars, test.containers))
			shop := check.Observed{Single: true, Changed: moment(t, "2026-11-24T12:00:00Z"), Pods: []map[string]any{pod}}
			ev := check.Evidence{At: moment(t, at), Objects: map[string]check.Observed{"shop": shop}}
			if got := judge(t, c).Steady(ev); got != test.want {
				t.Errorf("%s, want %s", got, test.want)
			}
		})
	}
	for restarts, want := range map[int64]time.Duration{1: 0, 2: 25 * time.Second} {
		t.Run(fmt.Sprintf("on purpose, and %d times", restarts), func(t *testing.T) {
			pod := object(t, fmt.Sprintf("{kind: Pod, metadata: {uid: u}, status: {containerStatuses: [%s]}}", status("web", "2026-11-24T12:00:10Z", "2026-11-24T12:00:30Z")))
			pod["status"].(map[string]any)["containerStatuses"].([]any)[0].(map[string]any)["restartCount"] = restarts
			shop := check.Observed{Single: true, Changed: moment(t, "2026-11-24T12:00:00Z"), Pods: []map[string]any{pod}}
			hurt := check.Answer{Value: map[string]any{"hurt": map[string]any{"uid": "u", "restarts": int64(1)}}}
			ev := check.Evidence{At: moment(t, "2026-11-24T12:30:25Z"), Objects: map[string]check.Observed{"shop": shop}, Answers: map[string]check.Answer{"survives": hurt}}
			if got := judge(t, with(map[string]challenge.Watch{"shop": {}})).Steady(ev); got != want {
				t.Errorf("%s, want %s", got, want)
			}
		})
	}
	t.Run("a pod before", func(t *testing.T) {
		pod := object(t, fmt.Sprintf("{kind: Pod, status: {containerStatuses: [%s]}}", status("web", "2026-11-24T12:00:10Z", "2026-11-24T12:00:30Z")))
		shop := check.Observed{Single: true, Changed: moment(t, "2026-11-24T12:00:00Z"), Superseded: []map[string]any{pod}}
		ev := check.Evidence{At: moment(t, at), Objects: map[string]check.Observed{"shop": shop}}
		if got := judge(t, with(map[string]challenge.Watch{"shop": {}})).Steady(ev); got != 0 {
			t.Errorf("%s, want nothing", got)
		}
	})
}

func TestMissing(t *testing.T) {
	tests := []struct {
		name string
		o    check.Observed
		want bool
	}{
		{"not found", check.Observed{Single: true}, true},
		{"found", check.Observed{Single: true, Items: []map[string]any{{}}}, false},
		{"an empty list", check.Observed{}, false},
		{"unread", check.Observed{Single: true, Unread: "you may not"}, false},
		{"unclear", check.Observed{Single: true, Unclear: "several"}, false},
	}
	for _, test := range tests {
		if got := test.o.Missing(); got != test.want {
			t.Errorf("%s: %t, want %t", test.name, got, test.want)
		}
	}
}
