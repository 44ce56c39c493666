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

// Focus is the stage that somebody works at: the first that fails, or else the
// first that is not done; ok is false where all are. Of results that were not
// waited for, what has no answer yet is not taken for what is missing.
func Focus(c *challenge.Challenge, results []Result) (stage Stage, ok bool) {
	stages := Stages(c, results)
	for _, wanted := range []func(Stage) bool{
		func(s Stage) bool { return s.Verdict == Fail },
		func(s Stage) bool { return s.Verdict != Pass },
	} {
		if i := slices.IndexFunc(stages, wanted); i >= 0 {
			return stages[i], true
		}
	}
	return Stage{}, false
}

// Current are the results that somebody can work at now: those of the stage in
// focus, and those of none.
func Current(c *challenge.Challenge, results []Result) []Result {
	stage, _ := Focus(c, results)
	return slices.DeleteFunc(slices.Clone(results), func(r Result) bool { return r.Stage != "" && r.Stage != stage.Name })
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
