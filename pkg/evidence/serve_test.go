package evidence

import (
	"errors"
	"testing"
	"testing/synctest"
	"time"

	"github.com/google/go-cmp/cmp"

	"github.com/kubectl-mastery/kubectl-mastery/pkg/challenge"
	"github.com/kubectl-mastery/kubectl-mastery/pkg/check"
	"github.com/kubectl-mastery/kubectl-mastery/pkg/probe"
)

func TestServingCounts(t *testing.T) {
	page := func(status int64, body string) check.Answer { return answered(status, body) }
	tests := []struct {
		name   string
		answer check.Answer
		err    error
		good   bool
		last   string
	}{
		{name: "good", answer: page(200, "menu"), good: true},
		{name: "another page", answer: page(200, "welcome"), last: `status 200: "welcome"`},
		{name: "no connection", answer: failed("connection refused"), last: "connection refused"},
		{name: "not asked", answer: check.Answer{Unasked: "you may not"}, last: "you may not"},
		{name: "no API server", err: errors.New("no cluster answers"), last: "no cluster answers"},
	}
	for _, test := range tests {
		t.Run(test.name, func(t *testing.T) {
			running := &serving{cancel: func() {}, counted: make(chan struct{}, 1)}
			running.count(test.answer, test.good, test.err) // before the harm
			running.begin()
			running.count(test.answer, test.good, test.err)
			running.count(page(200, "menu"), true, nil)
			requests, failures, last := (&Session{}).end(running)
			running.count(test.answer, test.good, test.err) // what comes late
			wanted := 1
			if test.good {
				wanted = 0
			}
			if requests != 2 || failures != wanted || last != test.last || running.requests != 2 {
				t.Errorf("%d requests (%d after the end), %d failed, %q; want 2, %d, %q", requests, running.requests, failures, last, wanted, test.last)
			}
		})
	}
}

func TestServingLingers(t *testing.T) {
	tests := []struct {
		name  string
		asks  bool
		every time.Duration
		want  time.Duration
	}{
		{"for some requests", true, 100 * time.Millisecond, 2 * time.Second},
		{"not for ever", true, time.Minute, longestAfter},
		{"for nobody", false, time.Minute, 0},
	}
	for _, test := range tests {
		t.Run(test.name, func(t *testing.T) {
			synctest.Test(t, func(t *testing.T) {
				running := &serving{asks: test.asks, cancel: func() {}, counted: make(chan struct{}, 1)}
				running.begin()
				running.count(answered(200, ""), true, nil) // asked before
				done := make(chan struct{})
				go func() {
					for {
						select {
						case <-done:
							return
						case <-time.After(test.every):
							running.count(answered(200, ""), true, nil)
						}
					}
				}()
				began := time.Now()
				running.linger(t.Context())
				close(done)
				if took := time.Since(began); took != test.want {
					t.Errorf("it took %s, want %s", took, test.want)
				}
			})
		})
	}
}

func TestJoinedValues(t *testing.T) {
	one := challenge.Check{Name: "c", HTTP: &challenge.HTTP{To: "pods/shop:80", From: &challenge.Identity{}}}
	key := func(i string) string { return "c" + keySeparator + i }
	said := func(status int, bodies ...string) probe.Outcome {
		o := probe.Outcome{Result: probe.Result{Reached: true, Status: status, Body: bodies[0]}, Alike: len(bodies)}
		for _, body := range bodies[1:] {
			o.Before = append(o.Before, probe.Result{Reached: true, Status: status, Body: body})
		}
		return o
	}
	value := func(status int64, body string) map[string]any {
		return map[string]any{"reached": true, "status": status, "body": body, "error": "", "code": "", "records": []any{}}
	}
	tests := []struct {
		name     string
		count    int
		outcomes map[string]probe.Outcome
		want     check.Answer
	}{
		{"one target", 1, map[string]probe.Outcome{key("0"): said(200, "c", "b", "a")}, check.Answer{
			Value: value(200, "c"), Alike: 3, Before: []map[string]any{value(200, "b"), value(200, "a")},
		}},
		{"two targets", 2, map[string]probe.Outcome{key("0"): said(200, "c", "b"), key("1"): said(500, "oops")}, check.Answer{
			Value: value(200, "c"), Alike: 1, Each: []check.Answer{
				{Value: value(200, "c"), Alike: 2, Before: []map[string]any{value(200, "b")}},
				{Value: value(500, "oops"), Alike: 1},
			},
		}},
		{"one of them has not answered", 2, map[string]probe.Outcome{key("0"): said(200, "c")}, check.Answer{Pending: "it starts"}},
	}
	for _, test := range tests {
		t.Run(test.name, func(t *testing.T) {
			if d := cmp.Diff(test.want, joined(one, test.count, test.outcomes, "it starts", "")); d != "" {
				t.Errorf("-want +got:\n%s", d)
			}
		})
	}
	if got := joined(one, 1, nil, "", "no room"); got.Unasked != "no room" {
		t.Errorf("%+v", got)
	}
}
