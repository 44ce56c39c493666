package record

import (
	"slices"
	"time"
)

// Merge joins two copies of a learner's record so that no fact of either is
// lost. It is commutative, associative and idempotent, so the order in which
// copies meet does not matter.
func Merge(a, b *Record) *Record {
	merged := New(a.Learner)
	if merged.Learner == "" {
		merged.Learner = b.Learner
	}
	for _, r := range []*Record{a, b} {
		for id, h := range r.Challenges {
			runs := merged.Challenges[id].Runs
			for _, run := range h.Runs {
				runs = mergeRun(runs, run)
			}
			merged.Challenges[id] = History{Runs: slices.SortedFunc(slices.Values(runs), byStart)}
		}
	}
	return merged
}

func mergeRun(runs []Run, run Run) []Run {
	i := slices.IndexFunc(runs, func(r Run) bool { return r.ID == run.ID })
	if i < 0 {
		return append(runs, run)
	}
	known := runs[i]
	known.Ready = earliest(known.Ready, run.Ready)
	known.Solved = earliest(known.Solved, run.Solved)
	known.Stopped = earliest(known.Stopped, run.Stopped)
	known.Revealed = earliest(known.Revealed, run.Revealed)
	known.Verifies = max(known.Verifies, run.Verifies)
	hints := slices.Clone(known.Hints)
	for _, hint := range run.Hints {
		if !slices.Contains(hints, hint) {
			hints = append(hints, hint)
		}
	}
	slices.Sort(hints)
	known.Hints = hints
	known.Answers = mergeAnswers(known.Answers, run.Answers)
	runs = slices.Clone(runs)
	runs[i] = known
	return runs
}

// earliest is the first of two moments at which something happened; the zero
// time says that it did not.
func earliest(a, b time.Time) time.Time {
	if a.IsZero() || (!b.IsZero() && b.Before(a)) {
		return b
	}
	return a
}
