package evidence

import (
	"testing"

	"github.com/kubectl-mastery/kubectl-mastery/pkg/challenge"
	"github.com/kubectl-mastery/kubectl-mastery/pkg/probe"
)

// TestJoined has two pods that a check goes to.
func TestJoined(t *testing.T) {
	reached := probe.Outcome{Result: probe.Result{Reached: true}, Alike: 5}
	silent := probe.Outcome{Result: probe.Result{Cause: probe.Silent, Error: "no answer within 1 s"}, Alike: 3}
	refused := probe.Outcome{Result: probe.Result{Cause: probe.Refused, Error: "connection refused"}, Alike: 4}
	busy := probe.Outcome{Result: probe.Result{Cause: probe.Other, Error: "its node is busy"}, Alike: 3}
	unresolved := probe.Outcome{Result: probe.Result{Cause: probe.Unresolved, Error: "it does not resolve"}, Alike: 3}
	tests := []struct {
		name           string
		refusal        bool
		first, second  probe.Outcome
		reached        bool
		error, pending string
		alike          int
	}{
		{"both reached", false, reached, reached, true, "", "", 5},
		{"one not reached", false, reached, silent, false, "no answer within 1 s", "", 3},
		{"the other not reached", false, silent, reached, false, "no answer within 1 s", "", 3},
		{"its node is busy", false, reached, busy, false, "its node is busy", "", 3},
		{"both refused", true, silent, refused, false, "no answer within 1 s", "", 3},
		{"one reached, and should not be", true, silent, reached, true, "", "", 3},
		{"a node that is busy refuses nothing", true, silent, busy, false, "", "whether it is refused is not known yet: its node is busy", 0},
		{"a name that does not resolve refuses nothing", true, unresolved, silent, false, "", "whether it is refused is not known yet: it does not resolve", 0},
	}
	for _, test := range tests {
		t.Run(test.name, func(t *testing.T) {
			one := challenge.Check{Name: "c", Connect: &challenge.Connect{To: "pods/db:5432", Refused: test.refusal}}
			got := joined(one, 2, map[string]probe.Outcome{"c" + keySeparator + "0": test.first, "c" + keySeparator + "1": test.second}, "starting", "")
			if got.Pending != test.pending || got.Alike != test.alike {
				t.Errorf("%+v", got)
			}
			if test.pending == "" && (got.Value["reached"] != test.reached || got.Value["error"] != test.error) {
				t.Errorf("%+v", got.Value)
			}
		})
	}
	one := challenge.Check{Name: "c", Connect: &challenge.Connect{To: "pods/db:5432"}}
	if got := joined(one, 2, map[string]probe.Outcome{"c" + keySeparator + "0": reached}, "starting", ""); got.Pending != "starting" {
		t.Errorf("one of two is known: %+v", got)
	}
	if got := joined(one, 1, nil, "starting", "no quota"); got.Unasked != "no quota" {
		t.Errorf("unasked: %+v", got)
	}
}

// TestForgetHarm forgets what is to be tried again, and keeps what was survived.
func TestForgetHarm(t *testing.T) {
	s := &Session{harm: map[string]harmed{"survived": {}, "not survived": {}}}
	s.ForgetHarm(func(name string) bool { return name == "not survived" })
	if _, kept := s.harm["survived"]; !kept || len(s.harm) != 1 {
		t.Errorf("%v", s.harm)
	}
}
