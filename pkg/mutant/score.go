package mutant

import (
	"cmp"
	"fmt"
	"slices"
	"strings"
	"time"

	"github.com/kubectl-mastery/kubectl-mastery/pkg/check"
)

// Trial is what became of one mutant.
type Trial struct {
	Mutant string
	// Case is the one whose solved state was changed, and Proof the right proof
	// that had solved it.
	Case, Proof string
	// Verdict is that after the change; only fail will do. It is empty where a
	// mutant was not tried that passed elsewhere.
	Verdict check.Verdict
	// Why says what did not hold on the cluster, where anybody may want to know.
	Why string
	// Live is set where it was tried on the cluster.
	Live bool
	Took time.Duration
}

// Score sums up the trials of one challenge.
type Score struct {
	// Caught, Declared and Survived count all trials between them; Live are those
	// on the cluster.
	Caught, Declared, Survived, Live int
	// Faults says, in a line each, which undeclared mutants passed, and which
	// declarations nothing bears out.
	Faults []string
	Took   time.Duration
}

// Sum compares the trials with what is declared harmless. whole says that all
// proofs were run, so that a declaration must be borne out.
func Sum(trials []Trial, declared []Harmless, whole bool) Score {
	var s Score
	surviving := map[string][]Trial{}
	var order []string
	for _, t := range trials {
		s.Took += t.Took
		if t.Live {
			s.Live++
		}
		switch {
		case t.Verdict == check.Fail:
			s.Caught++
		case slices.ContainsFunc(declared, func(h Harmless) bool { return h.Covers(t.Mutant, t.Proof) }):
			s.Declared++
		default:
			s.Survived++
			if surviving[t.Mutant] == nil {
				order = append(order, t.Mutant)
			}
			surviving[t.Mutant] = append(surviving[t.Mutant], t)
		}
	}
	for _, name := range order {
		s.Faults = append(s.Faults, survivor(name, surviving[name]))
	}
	for _, h := range declared {
		for _, name := range h.Mutants {
			if why := needless(name, h, trials); whole && why != "" {
				s.Faults = append(s.Faults, fmt.Sprintf("%s declares %q harmless: %s", HarmlessFile, name, why))
			}
		}
	}
	return s
}

func (s Score) String() string {
	return fmt.Sprintf("mutants: %d of %d caught, %d declared harmless, %d survived; %d tried on the cluster, %.0f s",
		s.Caught, s.Caught+s.Declared+s.Survived, s.Declared, s.Survived, s.Live, s.Took.Seconds())
}

// survivor says of a mutant after which cases it passed, and what to do.
func survivor(name string, trials []Trial) string {
	var after []string
	verdict, untried := check.Pass, 0
	for _, t := range trials {
		if !t.Live {
			untried++
			continue
		}
		after = append(after, t.Case)
		if t.Verdict != check.Pass {
			verdict = t.Verdict
		}
	}
	if untried > 0 {
		after = append(after, fmt.Sprintf("not tried once more after %d others", untried))
	}
	return fmt.Sprintf("survived: %s: verdict %s after %s; let a check notice it, or %s say why it does no harm",
		name, verdict, strings.Join(after, ", "), HarmlessFile)
}

// needless says why the declaration of a mutant is not borne out; empty where it
// is.
func needless(name string, h Harmless, trials []Trial) string {
	for _, proof := range h.after() {
		there, passed, why := false, false, ""
		for _, t := range trials {
			if t.Mutant == name && (proof == "" || proof == t.Proof) {
				there = true
				passed = passed || t.Verdict != check.Fail
				why = cmp.Or(t.Why, why)
			}
		}
		switch {
		case !there:
			return "there is no such mutant after " + cmp.Or(proof, "any proof")
		case !passed:
			return strings.TrimSuffix("it is caught after "+cmp.Or(proof, "every proof")+": "+why, ": ")
		}
	}
	return ""
}
