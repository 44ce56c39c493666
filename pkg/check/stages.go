package check

import (
	"fmt"
	"slices"

	"github.com/kubectl-mastery/kubectl-mastery/pkg/challenge"
)

// Stage is one step of a Project with the verdicts on its checks.
type Stage struct {
	challenge.Stage
	// Number counts from 1.
	Number int
	// Verdict is that of its checks together: pass where the stage is done.
	Verdict Verdict
	// Closed is set where an earlier stage is not done.
	Closed  bool
	Results []Result
}

// Stages are the steps of a challenge by the verdicts on its checks: those that
// are done, at most one that is open, and those that are closed.
func Stages(c *challenge.Challenge, results []Result) []Stage {
	stages := make([]Stage, 0, len(c.Spec.Stages))
	closed := false
	for i, one := range c.Spec.Stages {
		own := of(one.Name, results)
		stages = append(stages, Stage{Stage: one, Number: i + 1, Verdict: joined(own), Closed: closed, Results: own})
		closed = closed || joined(own) != Pass
	}
	return stages
}

// Current are the results that somebody can work at now: those of the stage that
// is open, and those of none.
func Current(c *challenge.Challenge, results []Result) []Result {
	current := slices.Clone(results)
	for _, stage := range Stages(c, results) {
		if stage.Closed || stage.Verdict == Pass {
			current = slices.DeleteFunc(current, func(r Result) bool { return r.Stage == stage.Name })
		}
	}
	return current
}

// of are the results of one stage.
func of(stage string, results []Result) []Result {
	return slices.DeleteFunc(slices.Clone(results), func(r Result) bool { return r.Stage != stage })
}

// joined is the verdict of a stage; one that nothing is asked of is done.
func joined(results []Result) Verdict {
	if len(results) == 0 {
		return Pass
	}
	return Overall(results)
}

// closeStages takes back the verdicts on checks of stages that come after one
// that is not done.
func (j *Judge) closeStages(results []Result) {
	open := ""
	for _, stage := range Stages(j.challenge, results) {
		if stage.Closed {
			shut(stage.Name, open, results)
		} else {
			open = stage.Name
		}
	}
}

// shut takes back the verdicts of one stage until another one is done.
func shut(stage, open string, results []Result) {
	for i, r := range results {
		if r.Stage == stage {
			results[i] = Result{
				Name: r.Name, Stage: r.Stage, Safeguard: r.Safeguard, Because: r.Because, Weight: r.Weight,
				Verdict: Later, Reason: fmt.Sprintf("it opens when stage %q is done", open),
			}
		}
	}
}
