package mutant

import (
	"fmt"
	"time"

	"github.com/kubectl-mastery/kubectl-mastery/pkg/challenge"
	"github.com/kubectl-mastery/kubectl-mastery/pkg/check"
)

// Recording is a solved state of a challenge. Mutants of it are judged without
// a cluster.
type Recording struct {
	Judge *check.Judge
	// Observe is what the challenge observes of objects.
	Observe  func(objects []map[string]any) map[string]check.Observed
	Objects  []map[string]any
	Baseline map[string]any
	// Evidence is what the verdict was taken from that it is solved.
	Evidence check.Evidence
}

// settled is how long after the recording a mutant is judged: nothing of what
// was changed is still under way then.
const settled = challenge.MaxSettle + 5*time.Minute

// Results judges the state after the change by its objects alone: what was
// asked stays answered as it was, as if the change had made no difference to
// it. So a failure counts, and anything else says nothing.
func (r *Recording) Results(m Mutant) []check.Result {
	ev := r.Evidence
	ev.At = ev.At.Add(settled)
	ev.Objects = r.Observe(m.Follow(r.Objects))
	ev.Access = m.followAccess(ev.Access)
	return r.Judge.Results(ev, r.Baseline)
}

// Solved reports by an error that the recording itself is not judged solved, so
// that nothing could be told by its mutants.
func (r *Recording) Solved() error {
	nothing := Mutant{object: map[string]any{}, edit: func(map[string]any) {}}
	for _, result := range r.Results(nothing) {
		if result.Verdict != check.Pass {
			return fmt.Errorf("what was recorded after it passed does not pass: %s: %s %s%s", result.Name, result.Verdict, result.Observed, result.Reason)
		}
	}
	return nil
}
