package advance

import (
	"time"

	"github.com/kubectl-mastery/kubectl-mastery/pkg/challenge"
	"github.com/kubectl-mastery/kubectl-mastery/pkg/record"
)

// Kind is what there is to do with a challenge.
type Kind string

// What there is to do, in the order in which it comes: what is there in the
// cluster; what would be forgotten, which is quick as long as it is not; what
// was begun; and then something new.
const (
	GoOn    Kind = "go on"    // it is started and not solved
	CleanUp Kind = "clean up" // it is solved and still there
	Again   Kind = "again"    // it is due to be done again
	Retry   Kind = "retry"    // it was started once and never solved
	New     Kind = "new"      // it was never started
)

// Step is one thing to do.
type Step struct {
	Kind
	// ID is the challenge's. Challenge is nil where it is started and none of
	// those that there are.
	ID        string
	Challenge *challenge.Challenge
	// Review is set where it is due to be done again.
	Review Review
}

// Steps are what there is to do, what comes first first. Of what is due to be
// done again, was begun, or is new, each has its first. The challenges are
// ordered by level; open are the runs that can be gone on with, the one started
// last first.
func Steps(all []*challenge.Challenge, r *record.Record, open []record.OpenRun, now time.Time) []Step {
	var steps []Step
	busy := map[string]bool{}
	for _, run := range open {
		step := Step{Kind: GoOn, ID: run.Challenge}
		if !run.Solved.IsZero() {
			step.Kind = CleanUp
		}
		for _, c := range all {
			if c.ID() == run.Challenge {
				step.Challenge = c
			}
		}
		busy[run.Challenge] = true
		steps = append(steps, step)
	}
	for _, review := range Reviews(all, r) {
		if c := review.Challenge; !busy[c.ID()] && review.IsDue(now) {
			steps = append(steps, Step{Kind: Again, ID: c.ID(), Challenge: c, Review: review})
			break
		}
	}
	var begun, fresh *challenge.Challenge
	for _, c := range all {
		if busy[c.ID()] || !r.SolvedAt(c.ID()).IsZero() {
			continue
		}
		_, tried := r.Last(c.ID())
		switch {
		case tried && begun == nil:
			begun = c
		// In the lowest level the shortest.
		case !tried && (fresh == nil || c.Spec.Level == fresh.Spec.Level && c.Spec.Minutes < fresh.Spec.Minutes):
			fresh = c
		}
	}
	if begun != nil {
		steps = append(steps, Step{Kind: Retry, ID: begun.ID(), Challenge: begun})
	}
	if fresh != nil {
		steps = append(steps, Step{Kind: New, ID: fresh.ID(), Challenge: fresh})
	}
	return steps
}

// ToStart is the first step that has a challenge to start, or to go on with; ok
// is false where there is none.
func ToStart(steps []Step) (step Step, ok bool) {
	for _, step := range steps {
		if step.Kind != CleanUp && step.Challenge != nil {
			return step, true
		}
	}
	return Step{}, false
}

// Fresh are the faults of a challenge that a learner has not had, or else the
// one had longest ago, whatever became of it; none where there are no faults.
// What was had is never among them as long as there is another.
func Fresh(c *challenge.Challenge, h record.History) []string {
	var faults []string
	var since time.Time
	for _, f := range c.Spec.Faults {
		var had time.Time
		for _, run := range h.Runs {
			if run.Fault == f.ID && run.Started.After(had) {
				had = run.Started
			}
		}
		switch {
		case len(faults) == 0 || had.Before(since):
			faults, since = []string{f.ID}, had
		case had.Equal(since):
			faults = append(faults, f.ID)
		}
	}
	return faults
}
