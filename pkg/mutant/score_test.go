package mutant

import (
	"strings"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"

	"github.com/kubectl-mastery/kubectl-mastery/pkg/check"
)

func TestSum(t *testing.T) {
	trial := func(mutant, proof string, verdict check.Verdict, live bool) Trial {
		return Trial{Mutant: mutant, Case: "amber " + proof, Proof: proof, Verdict: verdict, Live: live, Took: time.Second}
	}
	caught, late := trial("x", "right/a", check.Fail, false), trial("x", "right/b", check.Fail, true)
	passed := trial("x", "right/c", check.Pass, true)
	untried := trial("x", "right/d", "", false)
	everywhere := Harmless{Mutants: []string{"x"}, Reason: "r"}
	after := func(proofs ...string) Harmless { return Harmless{Mutants: []string{"x"}, Proofs: proofs, Reason: "r"} }
	tests := []struct {
		name     string
		trials   []Trial
		declared []Harmless
		part     bool
		score    string
		faults   []string // what each says, among other words
	}{
		{"caught", []Trial{caught, late}, nil, false, "2 of 2 caught, 0 declared harmless, 0 survived; 1 tried on the cluster, 2 s", nil},
		{"nothing to try", nil, nil, false, "0 of 0 caught, 0 declared harmless, 0 survived; 0 tried on the cluster, 0 s", nil},
		{"survives", []Trial{caught, passed}, nil, false, "1 of 2 caught, 0 declared harmless, 1 survived", []string{"survived: x: verdict pass after amber right/c; let a check notice it"}},
		{
			"survives again",
			[]Trial{passed, untried, untried},
			nil, false, "0 of 3 caught, 0 declared harmless, 3 survived",
			[]string{"after amber right/c, not tried once more after 2 others"},
		},
		{"cannot be known", []Trial{trial("x", "right/a", check.Unknown, true)}, nil, false, "1 survived", []string{"verdict unknown after"}},
		{"settles for ever", []Trial{trial("x", "right/a", check.Settling, true)}, nil, false, "1 survived", []string{"verdict settling after"}},
		{"declared", []Trial{passed, untried}, []Harmless{everywhere}, false, "0 of 2 caught, 2 declared harmless, 0 survived", nil},
		{"declared, and caught somewhere", []Trial{caught, passed}, []Harmless{everywhere}, false, "1 of 2 caught, 1 declared harmless, 0 survived", nil},
		{"declared after it", []Trial{caught, passed}, []Harmless{after("right/c")}, false, "1 of 2 caught, 1 declared harmless, 0 survived", nil},
		{
			"declared after another",
			[]Trial{caught, passed},
			[]Harmless{after("right/a")},
			false, "1 of 2 caught, 0 declared harmless, 1 survived",
			[]string{"survived: x", `declares "x" harmless: it is caught after right/a`},
		},
		{"caught, though declared", []Trial{caught, late}, []Harmless{everywhere}, false, "2 of 2 caught", []string{"it is caught after every proof"}},
		{"caught, and it is known why", []Trial{{Mutant: "x", Verdict: check.Fail, Why: "it serves: fail: no page"}}, []Harmless{everywhere}, false, "1 of 1 caught", []string{"it is caught after every proof: it serves: fail: no page"}},
		{"caught after one of those declared", []Trial{late, passed}, []Harmless{after("right/c", "right/b")}, false, "1 of 2 caught, 1 declared", []string{"it is caught after right/b"}},
		{"no such mutant", nil, []Harmless{everywhere}, false, "0 of 0", []string{"there is no such mutant after any proof"}},
		{"no such mutant there", []Trial{passed}, []Harmless{after("right/c", "right/z")}, false, "1 declared", []string{"there is no such mutant after right/z"}},
		{"not all was run", []Trial{caught}, []Harmless{everywhere, after("right/z")}, true, "1 of 1 caught", nil},
	}
	for _, test := range tests {
		t.Run(test.name, func(t *testing.T) {
			got := Sum(test.trials, test.declared, !test.part)
			if !strings.Contains(got.String(), test.score) {
				t.Errorf("%s, want %s", got, test.score)
			}
			for i, fault := range got.Faults {
				if i >= len(test.faults) || !strings.Contains(fault, test.faults[i]) {
					t.Errorf("fault %q", fault)
				}
			}
			if d := cmp.Diff(len(test.faults), len(got.Faults)); d != "" {
				t.Error(d)
			}
		})
	}
}
