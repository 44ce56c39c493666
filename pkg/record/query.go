package record

import (
	"slices"
	"time"
)

// OpenRun is a started and not yet stopped run with its challenge.
type OpenRun struct {
	Challenge string
	Run
}

// OpenRuns lists the open runs on a cluster, the one started last first. An
// empty cluster means any.
func (r *Record) OpenRuns(cluster string) []OpenRun {
	var open []OpenRun
	for id, h := range r.Challenges {
		for _, run := range h.Runs {
			if run.Open() && (cluster == "" || run.Cluster == cluster) {
				open = append(open, OpenRun{Challenge: id, Run: run})
			}
		}
	}
	for i := range open { // newest first; there are few
		for j := i + 1; j < len(open); j++ {
			if open[j].Started.After(open[i].Started) {
				open[i], open[j] = open[j], open[i]
			}
		}
	}
	return open
}

// SolvedAt is when a challenge was first solved; the zero time if never.
func (r *Record) SolvedAt(challenge string) time.Time {
	var first time.Time
	for _, run := range r.Challenges[challenge].Runs {
		first = earliest(first, run.Solved)
	}
	return first
}

// Last is the run of a challenge that was started last. One that was taken out
// before the learner could see anything, since its start was refused or
// interrupted, was none.
func (r *Record) Last(challenge string) (run Run, ok bool) {
	for _, one := range r.Challenges[challenge].Runs {
		seen := one.Open() || !one.Ready.IsZero() || !one.Solved.IsZero()
		if seen && (!ok || one.Started.After(run.Started)) {
			run, ok = one, true
		}
	}
	return run, ok
}

// fresh is how long somebody remembers a solution word by word: who has seen it
// and begins anew is still with the solution.
const fresh = 24 * time.Hour

// WithSolution reports whether a run was solved by somebody who had been shown
// how: in that run, or in another one with the same fault not long before.
func (h History) WithSolution(run Run) bool {
	return !run.Solved.IsZero() && slices.ContainsFunc(h.Runs, func(seen Run) bool {
		ago := run.Solved.Sub(seen.Revealed)
		return !seen.Revealed.IsZero() && seen.Fault == run.Fault && ago >= 0 && (ago < fresh || seen.ID == run.ID)
	})
}

// OnlyWithSolution reports whether a challenge was solved, and each time by
// somebody who had been shown how.
func (r *Record) OnlyWithSolution(challenge string) bool {
	h := r.Challenges[challenge]
	return !r.SolvedAt(challenge).IsZero() && !slices.ContainsFunc(h.Runs, func(run Run) bool {
		return !run.Solved.IsZero() && !h.WithSolution(run)
	})
}

// Put adds a run, or merges it with what is known of it.
func (r *Record) Put(challenge string, run Run) {
	h := r.Challenges[challenge]
	h.Runs = mergeRun(h.Runs, run)
	r.Challenges[challenge] = h
}
