package author

import (
	"errors"
	"os"
	"strings"
	"testing"

	"github.com/kubectl-mastery/kubectl-mastery/pkg/check"
	"github.com/kubectl-mastery/kubectl-mastery/pkg/mutant"
)

func TestHarmless(t *testing.T) {
	proofs := []Proof{{Name: "right/a", Right: true}, {Name: "wrong/b"}}
	dir := write(t, map[string]string{"harmless.yaml": "[{mutants: [x], proofs: [right/a], reason: r}]"})
	if got, err := Harmless(os.DirFS(dir), proofs); err != nil || len(got) != 1 || !got[0].Covers("x", "right/a") {
		t.Errorf("%v, %v", got, err)
	}
	dir = write(t, map[string]string{"harmless.yaml": "[{mutants: [x], proofs: [wrong/b], reason: r}]"})
	if _, err := Harmless(os.DirFS(dir), proofs); err == nil || !strings.Contains(err.Error(), `there is no proof "wrong/b"`) {
		t.Errorf("%v", err)
	}
}

func TestScore(t *testing.T) {
	declared := []mutant.Harmless{{Mutants: []string{"x"}, Reason: "r"}}
	caught := Outcome{Mutants: []mutant.Trial{{Mutant: "x", Verdict: check.Fail}}}
	tests := []struct {
		name     string
		outcomes []Outcome
		whole    bool
		faults   int
	}{
		{"a declaration that nothing bears out", []Outcome{caught, {}}, true, 1},
		{"not all was run", []Outcome{caught, {}}, false, 0},
		{"not all could be tried", []Outcome{caught, {Err: errors.New("no")}}, true, 0},
	}
	for _, test := range tests {
		if got := Score(test.outcomes, declared, test.whole); len(got.Faults) != test.faults || got.Caught != 1 {
			t.Errorf("%s: %+v", test.name, got)
		}
	}
}

// TestAttempts: what has passed once is known to pass, but for what is declared
// harmless after some proofs, which each has to bear out. The first attempt at
// something is waited for; where it did not pass, everybody tries.
func TestAttempts(t *testing.T) {
	p := &Prover{Harmless: []mutant.Harmless{{Mutants: []string{"x"}, Proofs: []string{"right/a", "right/b"}}, {Mutants: []string{"y"}}}}
	for name, passes := range map[string]bool{"x": true, "y": true, "z": true, "caught": false} {
		key := p.declaration(name, "right/a")
		if passed, running := p.attempts.begin(key); passed || running != nil {
			t.Fatalf("%s: somebody was there before", name)
		}
		passed, running := p.attempts.begin(key)
		if passed || running == nil {
			t.Fatalf("%s: the first attempt is not waited for", name)
		}
		p.attempts.end(key, passes)
		select {
		case <-running:
		default:
			t.Errorf("%s: nobody is told that it is over", name)
		}
	}
	for _, test := range []struct {
		name, proof   string
		passed, waits bool
	}{
		{"x", "right/a", true, false},
		{"x", "right/b", false, false},
		{"x", "right/c", false, false}, // as for all proofs but a and b
		{"y", "right/b", true, false},
		{"z", "right/b", true, false},
		{"caught", "right/a", false, false},
		{"caught", "right/b", false, false}, // though another is at it
		{"never", "right/a", false, false},
		{"never", "right/b", false, true},
	} {
		passed, running := p.attempts.begin(p.declaration(test.name, test.proof))
		if passed != test.passed || (running != nil) != test.waits {
			t.Errorf("%s after %s: passed %t, waits %t", test.name, test.proof, passed, running != nil)
		}
	}
	for range 2 { // of those who try what was caught once, one may see it pass
		p.attempts.end("caught", true)
	}
	if passed, _ := p.attempts.begin("caught"); !passed {
		t.Error("what passed the second time is not known to pass")
	}
}
