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

// TestPassed: what has passed once is known to pass, but for what is declared
// harmless after some proofs, which each has to bear out.
func TestPassed(t *testing.T) {
	p := &Prover{Harmless: []mutant.Harmless{{Mutants: []string{"x"}, Proofs: []string{"right/a", "right/b"}}, {Mutants: []string{"y"}}}}
	p.pass("x", "right/a", check.Pass)
	p.pass("y", "right/a", check.Pass)
	p.pass("z", "right/a", check.Settling)
	p.pass("caught", "right/a", check.Fail)
	for _, test := range []struct {
		name, proof string
		want        bool
	}{
		{"x", "right/a", true},
		{"x", "right/b", false},
		{"x", "right/c", false},
		{"y", "right/b", true},
		{"z", "right/b", true},
		{"caught", "right/a", false},
		{"never", "right/a", false},
	} {
		if got := p.passed(test.name, test.proof); got != test.want {
			t.Errorf("%s after %s: %t", test.name, test.proof, got)
		}
	}
}
