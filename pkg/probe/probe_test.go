package probe

import (
	"context"
	"fmt"
	"net/http"
	"strings"
	"sync/atomic"
	"testing"
	"time"

	corev1 "k8s.io/api/core/v1"
	metav1 "k8s.io/apimachinery/pkg/apis/meta/v1"
)

// until waits until what Latest says is as wanted.
func until(t *testing.T, p *Probe, wanted func(outcomes map[string]Outcome, pending, unasked string) bool) {
	t.Helper()
	bound := time.After(20 * time.Second)
	for {
		outcomes, pending, unasked := p.Latest()
		if wanted(outcomes, pending, unasked) {
			return
		}
		select {
		case <-p.Changed():
		case <-bound:
			t.Fatalf("it never came: %+v, pending %q, unasked %q", outcomes, pending, unasked)
		}
	}
}

func saysUnasked(text string) func(map[string]Outcome, string, string) bool {
	return func(outcomes map[string]Outcome, pending, unasked string) bool {
		return strings.Contains(unasked, text) && pending == "" && len(outcomes) == 0
	}
}

func two() []Try {
	return []Try{{Key: "shop", TCP: &Target{"shop", 80}}, {Key: "stock", TCP: &Target{"stock", 80}}}
}

func begin(t *testing.T, a *api, tries []Try) (*Probe, func()) {
	t.Helper()
	ready := make(chan *Probe, 1)
	if inner := a.log; inner != nil {
		a.log = func(w http.ResponseWriter, r *http.Request, pod string) {
			p := <-ready
			ready <- p
			inner(w, r, p.mark)
		}
	}
	c := serve(t, a)
	p := Start(context.Background(), c, Identity{Namespace: "shop"}, tries, Options{})
	ready <- p
	t.Cleanup(p.cancel) // before the server waits for its last request
	return p, func() {
		t.Helper()
		if err := p.Stop(context.Background()); err != nil {
			t.Error(err)
		}
		if left := append(a.names("jobs"), a.names("pods")...); len(left) > 0 {
			t.Errorf("left: %v", left)
		}
	}
}

// writeRound writes a round as the script does.
func writeRound(w http.ResponseWriter, mark string, index, round, code int) {
	fmt.Fprintf(w, "%s %d %d %d - - .\n", mark, index, round, code)
	w.(http.Flusher).Flush()
}

// TestAlike counts what comes out the same, over a log that breaks off and is
// read again from its beginning.
func TestAlike(t *testing.T) {
	t.Parallel()
	var opened atomic.Int32
	a := &api{pod: running, log: func(w http.ResponseWriter, r *http.Request, mark string) {
		fmt.Fprintln(w, "something else 0 1 0 - - .")
		writeRound(w, "other", 0, 9, 0)
		writeRound(w, mark, 0, 1, 1)
		writeRound(w, mark, 0, 2, 0)
		writeRound(w, mark, 0, 3, 0)
		writeRound(w, mark, 1, 1, 1)
		if opened.Add(1) == 1 {
			fmt.Fprintf(w, "%s 0 4 1 -", mark) // cut off
			return
		}
		writeRound(w, mark, 0, 4, 0)
		writeRound(w, mark, 1, 2, 1)
		<-r.Context().Done()
	}}
	p, stop := begin(t, a, two())
	until(t, p, func(outcomes map[string]Outcome, pending, unasked string) bool {
		shop, stock := outcomes["shop"], outcomes["stock"]
		return shop.Reached && shop.Round == 4 && shop.Alike == 3 && !stock.Reached && stock.Round == 2 && stock.Alike == 2 && pending == "" && unasked == ""
	})
	if opened.Load() != 2 {
		t.Errorf("the log was opened %d times", opened.Load())
	}
	stop()
	stop() // again does no harm
}

// TestPending: as long as nothing is known of one of the tries.
func TestPending(t *testing.T) {
	t.Parallel()
	a := &api{pod: running, log: func(w http.ResponseWriter, r *http.Request, mark string) {
		writeRound(w, mark, 1, 1, 0)
		<-r.Context().Done()
	}}
	p, stop := begin(t, a, two())
	defer stop()
	until(t, p, func(outcomes map[string]Outcome, pending, unasked string) bool {
		return len(outcomes) == 1 && outcomes["stock"].Reached && pending == "a probe is starting in namespace shop" && unasked == ""
	})
}

// TestAnew: the pod is deleted under the probe's hands; another takes its
// place, and what the first one found is of the past.
func TestAnew(t *testing.T) {
	t.Parallel()
	gone := make(chan struct{})
	var a *api
	var opened atomic.Int32
	a = &api{pod: running, log: func(w http.ResponseWriter, r *http.Request, mark string) {
		if opened.Add(1) == 1 {
			for round := 1; round < 5; round++ {
				writeRound(w, mark, 0, round, 0)
			}
		} else {
			writeRound(w, mark, 0, 1, 0)
		}
		select {
		case <-gone:
			<-r.Context().Done()
		case <-r.Context().Done():
		}
	}}
	p, stop := begin(t, a, two()[:1])
	defer stop()
	until(t, p, func(outcomes map[string]Outcome, _, _ string) bool { return outcomes["shop"].Round == 4 })
	a.mu.Lock()
	first := a.objects["pods/probe-1-pod"]
	a.record("DELETED", "pods", first)
	a.mu.Unlock()
	close(gone)
	until(t, p, func(outcomes map[string]Outcome, _, unasked string) bool {
		return outcomes["shop"].Round == 1 && outcomes["shop"].Alike == 1 && unasked == ""
	})
	if jobs := a.names("jobs"); len(jobs) != 1 || jobs[0] == "probe-1" {
		t.Errorf("jobs: %v", jobs)
	}
}

// TestRenew: what was found is forgotten, and of what the log says from then on
// each try's first round, which may have begun before.
func TestRenew(t *testing.T) {
	t.Parallel()
	var opened atomic.Int32
	a := &api{pod: running, log: func(w http.ResponseWriter, r *http.Request, mark string) {
		tail := r.URL.Query().Get("tailLines")
		if opened.Add(1) == 1 {
			if tail != "" {
				t.Errorf("at first only %s lines are read", tail)
			}
			writeRound(w, mark, 0, 1, 0)
			writeRound(w, mark, 0, 2, 0)
		} else {
			if tail != "0" {
				t.Errorf("after that what was said before is read again: %q", tail)
			}
			writeRound(w, mark, 0, 7, 0)
			writeRound(w, mark, 1, 3, 0)
			writeRound(w, mark, 0, 8, 1)
			writeRound(w, mark, 0, 9, 1)
		}
		<-r.Context().Done()
	}}
	p, stop := begin(t, a, two())
	defer stop()
	until(t, p, func(outcomes map[string]Outcome, _, _ string) bool { return outcomes["shop"].Round == 2 })
	p.Renew()
	until(t, p, func(outcomes map[string]Outcome, pending, unasked string) bool {
		shop := outcomes["shop"]
		return len(outcomes) == 1 && !shop.Reached && shop.Round == 9 && shop.Alike == 2 && len(shop.Before) == 1 && pending != "" && unasked == ""
	})
	p.take(line{index: 1, round: 4}, 0) // read before, and late to come
	if outcomes, _, _ := p.Latest(); len(outcomes) != 1 || opened.Load() != 2 {
		t.Errorf("%+v, the log was opened %d times", outcomes, opened.Load())
	}
}

// TestRenewedAndGone: a pod that has found something kept nobody from asking, also
// where that is forgotten and the pod ends, as its deadline wants it.
func TestRenewedAndGone(t *testing.T) {
	t.Parallel()
	var opened atomic.Int32
	again := make(chan struct{})
	a := &api{pod: running, log: func(w http.ResponseWriter, r *http.Request, mark string) {
		if opened.Add(1) == 2 {
			close(again)
		} else {
			writeRound(w, mark, 0, 1, 0)
			writeRound(w, mark, 0, 2, 0)
		}
		<-r.Context().Done()
	}}
	p, stop := begin(t, a, two()[:1])
	defer stop()
	until(t, p, func(outcomes map[string]Outcome, _, _ string) bool { return len(outcomes) == 1 })
	p.Renew()
	<-again
	a.mu.Lock()
	a.record("DELETED", "pods", a.objects["pods/probe-1-pod"])
	a.mu.Unlock()
	until(t, p, func(outcomes map[string]Outcome, _, unasked string) bool {
		if unasked != "" {
			t.Error(unasked)
		}
		return len(outcomes) == 1 || unasked != ""
	})
}

// TestUnasked is about all that keeps a probe from finding anything.
func TestUnasked(t *testing.T) {
	t.Parallel()
	refuse := func(verb, resource string, code int32, reason metav1.StatusReason, message string) func(string, string) *metav1.Status {
		return func(v, r string) *metav1.Status {
			if v != verb || r != resource {
				return nil
			}
			return &metav1.Status{Code: code, Reason: reason, Message: message}
		}
	}
	tests := []struct {
		name string
		api  *api
		says string
	}{
		{"may not create jobs", &api{refuse: refuse("create", "jobs", 403, "Forbidden", `jobs.batch is forbidden: User "lea" cannot create resource "jobs"`)}, "you may not create jobs in namespace shop, as which probes run"},
		{"a webhook", &api{refuse: refuse("create", "jobs", 403, "Forbidden", `admission webhook "no.example" denied the request: not today`)}, `a probe cannot be made in namespace shop: `},
		{"a webhook that does not answer", &api{refuse: refuse("create", "jobs", 500, "InternalError", `failed calling webhook "no.example"`)}, `failed calling webhook "no.example"`},
		{"no namespace", &api{refuse: refuse("create", "jobs", 404, "NotFound", `namespaces "shop" not found`)}, "namespace shop is not there"},
		{"may not list pods", &api{pod: running, refuse: refuse("list", "pods", 403, "Forbidden", "no")}, "you may not list and watch pods in namespace shop"},
		{"may not read logs", &api{pod: running, refuse: refuse("log", "pods", 403, "Forbidden", "no")}, "you may not read the logs of pods in namespace shop"},
		{"no such image", &api{pod: waiting("ErrImagePull", "no such host")}, "cannot be pulled: no such host"},
		{"no container", &api{pod: waiting("CreateContainerError", "no runc")}, "a probe cannot start in namespace shop: CreateContainerError no runc"},
		{"no node", &api{pod: func(int) map[string]any {
			return map[string]any{"conditions": []any{map[string]any{"type": "PodScheduled", "status": "False", "message": "0/1 nodes are available: 1 Insufficient cpu."}}}
		}}, "gets no node: 0/1 nodes are available: 1 Insufficient cpu."},
		{"ended at once", &api{pod: func(int) map[string]any {
			return map[string]any{"phase": "Failed", "containerStatuses": []any{map[string]any{"name": "probe", "state": map[string]any{"terminated": map[string]any{"exitCode": int64(127), "reason": "Error"}}}}}
		}}, "ended before it found anything: exit code 127, Error"},
	}
	for _, test := range tests {
		t.Run(test.name, func(t *testing.T) {
			t.Parallel()
			p, stop := begin(t, test.api, two())
			until(t, p, saysUnasked(test.says))
			if _, _, unasked := p.Latest(); strings.Contains(unasked, "\n") {
				t.Errorf("several lines: %q", unasked)
			}
			stop()
		})
	}
	t.Run("what cannot be tried", func(t *testing.T) {
		p, stop := begin(t, &api{}, []Try{{Key: "shop", TCP: &Target{"a b", 80}}})
		until(t, p, saysUnasked(`shop cannot be tried: "a b" is no host name and no address`))
		stop()
	})
}

// TestUnaskedThenAsked: the quota has room after a while, and the Job
// controller tries again.
func TestUnaskedThenAsked(t *testing.T) {
	t.Parallel()
	a := &api{log: func(w http.ResponseWriter, r *http.Request, mark string) {
		writeRound(w, mark, 0, 1, 0)
		<-r.Context().Done()
	}}
	p, stop := begin(t, a, two()[:1])
	defer stop()
	for len(a.names("jobs")) == 0 {
		time.Sleep(time.Millisecond)
	}
	a.change("ADDED", "events", map[string]any{
		"kind": "Event", "apiVersion": "v1", "metadata": map[string]any{"name": "e", "uid": "e"}, "reason": "FailedCreate",
		"involvedObject": map[string]any{"kind": "Job", "name": "probe-1"},
		"message":        `Error creating: pods "probe-1-x" is forbidden: exceeded quota: small, requested: pods=1, used: pods=2, limited: pods=2`,
	})
	until(t, p, saysUnasked("a probe cannot run in namespace shop: exceeded quota: small, requested: pods=1, used: pods=2, limited: pods=2"))
	a.mu.Lock()
	a.record("ADDED", "pods", podOf(a.objects["jobs/probe-1"], running(1)))
	a.mu.Unlock()
	until(t, p, func(outcomes map[string]Outcome, pending, unasked string) bool {
		return outcomes["shop"].Reached && pending == "" && unasked == ""
	})
}

// TestOver: nothing more comes of a pod that has ended or is about to.
func TestOver(t *testing.T) {
	t.Parallel()
	for phase, want := range map[corev1.PodPhase]bool{corev1.PodPending: false, corev1.PodRunning: false, corev1.PodSucceeded: true, corev1.PodFailed: true} {
		pod := &corev1.Pod{Status: corev1.PodStatus{Phase: phase}}
		if over(pod) != want {
			t.Errorf("%s: %t", phase, over(pod))
		}
		pod.DeletionTimestamp = &metav1.Time{}
		if !over(pod) {
			t.Errorf("%s, being deleted: not over", phase)
		}
	}
}

// TestStop waits for the pod, and says so where it stays.
func TestStop(t *testing.T) {
	t.Parallel()
	a := &api{stays: true, pod: running, log: func(w http.ResponseWriter, r *http.Request, mark string) {
		writeRound(w, mark, 0, 1, 0)
		<-r.Context().Done()
	}}
	p, _ := begin(t, a, two()[:1])
	until(t, p, func(outcomes map[string]Outcome, _, _ string) bool { return len(outcomes) == 1 })
	ctx, cancel := context.WithTimeout(context.Background(), 3*time.Second)
	defer cancel()
	if err := p.Stop(ctx); err == nil || !strings.Contains(err.Error(), "a probe in namespace shop is not gone yet (Pod probe-1-pod)") {
		t.Errorf("%v", err)
	}
	stopped := make(chan error)
	go func() { stopped <- p.Stop(context.Background()) }()
	select {
	case err := <-stopped:
		t.Fatalf("it came back while the pod was there: %v", err)
	case <-time.After(100 * time.Millisecond):
	}
	a.mu.Lock()
	a.record("DELETED", "pods", a.objects["pods/probe-1-pod"])
	a.mu.Unlock()
	if err := <-stopped; err != nil {
		t.Error(err)
	}
}

// TestStopAtOnce stops a probe whose Job may be on its way.
func TestStopAtOnce(t *testing.T) {
	t.Parallel()
	for range 20 {
		_, stop := begin(t, &api{pod: running, log: func(_ http.ResponseWriter, r *http.Request, _ string) { <-r.Context().Done() }}, two())
		stop()
	}
}

func TestSweep(t *testing.T) {
	t.Parallel()
	a := &api{pod: running, log: func(_ http.ResponseWriter, r *http.Request, _ string) { <-r.Context().Done() }}
	p, _ := begin(t, a, two())
	for len(a.names("pods")) == 0 {
		time.Sleep(time.Millisecond)
	}
	p.cancel() // killed
	<-p.ended
	if err := Sweep(t.Context(), p.cluster, "shop"); err != nil {
		t.Fatal(err)
	}
	if left := append(a.names("jobs"), a.names("pods")...); len(left) > 0 {
		t.Errorf("left: %v", left)
	}
}
