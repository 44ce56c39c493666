package author

import (
	"fmt"
	"strings"
	"time"

	"github.com/kubectl-mastery/kubectl-mastery/pkg/challenge"
	"github.com/kubectl-mastery/kubectl-mastery/pkg/check"
)

// caseTimeout bounds one case: deploy, see the symptom, fix, verify, remove. What
// has to be survived takes its own time besides.
const caseTimeout = 5 * time.Minute

// caseTime is how long one case of a challenge may take.
func caseTime(c *challenge.Challenge) time.Duration {
	total := caseTimeout
	for _, one := range c.Spec.Checks {
		if one.Survives != nil {
			total += time.Duration(one.Survives.Within)
		}
	}
	return total
}

// Case is one situation whose verdict is known beforehand.
type Case struct {
	// Name says what is tried, such as "cedar right/raise-limit".
	Name string
	// Fault is deployed; empty for the scenario alone.
	Fault string
	// Proof is run then; nil where nothing is done.
	Proof *Proof
	// Want is the right verdict: pass or fail.
	Want check.Verdict
	// AtOnce is the right verdict of a look that waits for nothing; empty where
	// none is taken.
	AtOnce check.Verdict
}

// Cases lists what must be proven: the scenario alone, each fault, and each
// proof on each fault that it applies to.
func Cases(c *challenge.Challenge, proofs []Proof) []Case {
	var cases []Case
	alone := Case{Name: "scenario alone", Want: check.Fail}
	if c.Spec.Type == challenge.Troubleshoot {
		alone.Want = check.Pass
	}
	cases = append(cases, alone)
	for _, f := range c.Spec.Faults {
		cases = append(cases, Case{Name: f.ID, Fault: f.ID, Want: check.Fail})
	}
	for i := range proofs {
		for _, fault := range proofs[i].Faults {
			one := Case{Name: strings.TrimSpace(fault + " " + proofs[i].Name), Fault: fault, Proof: &proofs[i]}
			one.Want, one.AtOnce = proofs[i].wants()
			cases = append(cases, one)
		}
	}
	return cases
}

// Soak is each of the cases in which nothing is done, several times: what a
// learner meets at first has to show itself whenever it is started.
func Soak(cases []Case, times int) []Case {
	var soak []Case
	for _, c := range cases {
		if c.Proof != nil {
			continue
		}
		for i := range times {
			one := c
			one.Name = fmt.Sprintf("%s, time %d", c.Name, i+1)
			soak = append(soak, one)
		}
	}
	return soak
}
