// Package advance decides from a learner's record what comes next, and what is
// due to be done again. docs/decisions/024-review.md says why it does so as it
// does.
package advance

import (
	"slices"
	"time"

	"github.com/kubectl-mastery/kubectl-mastery/pkg/challenge"
	"github.com/kubectl-mastery/kubectl-mastery/pkg/record"
)

// Intervals are after how many days a challenge is due again: the first after
// the first unaided success, and so on; the last one stays.
func Intervals() []int { return []int{1, 3, 7, 16, 35, 90} }

// early is by how much a challenge is due before its days are over: who
// practises at the same hour each day finds it due.
const early = 4 * time.Hour

// Review is how well a challenge is remembered that was solved.
type Review struct {
	Challenge *challenge.Challenge
	// Unaided counts the successes in a row that came by themselves, each once
	// the one before was due again; 0 where the last one did not.
	Unaided int
	// Last is the last success of any kind.
	Last time.Time
	// Due is when it is to be done again.
	Due time.Time
}

// IsDue reports whether it is time.
func (r Review) IsDue(now time.Time) bool { return !now.Before(r.Due) }

// Days is the interval that the challenge is in.
func (r Review) Days() int {
	days := Intervals()
	return days[min(max(r.Unaided-1, 0), len(days)-1)]
}

// Reviews are those of all challenges that were solved, the one due first
// first.
func Reviews(all []*challenge.Challenge, r *record.Record) []Review {
	var reviews []Review
	for _, c := range all {
		if review, solved := review(c, r.Challenges[c.ID()]); solved {
			reviews = append(reviews, review)
		}
	}
	slices.SortStableFunc(reviews, func(a, b Review) int { return a.Due.Compare(b.Due) })
	return reviews
}

// review goes through the successes in their order. An unaided one leads to
// the next interval if it was due, and to nothing if it was not: what was done
// just now says little of what is remembered. An aided one begins anew.
func review(c *challenge.Challenge, h record.History) (r Review, solved bool) {
	runs := slices.DeleteFunc(slices.Clone(h.Runs), func(run record.Run) bool { return run.Solved.IsZero() })
	slices.SortStableFunc(runs, func(a, b record.Run) int { return a.Solved.Compare(b.Solved) })
	r = Review{Challenge: c}
	for _, run := range runs {
		r.Last = run.Solved
		switch {
		case Aided(c, h, run):
			r.Unaided = 0
		case r.Unaided == 0 || r.IsDue(run.Solved):
			r.Unaided++
		default:
			continue
		}
		r.Due = run.Solved.AddDate(0, 0, r.Days()).Add(-early)
	}
	return r, len(runs) > 0
}

// Aided reports whether a success says little of what the learner can do
// alone: a solution was shown, or more than half of the hints were taken that
// the run's fault has.
func Aided(c *challenge.Challenge, h record.History, run record.Run) bool {
	of, taken := 0, 0
	for i, hint := range c.Spec.Hints {
		if len(hint.Fault) > 0 && !slices.Contains(hint.Fault, run.Fault) {
			continue
		}
		of++
		if slices.Contains(run.Hints, i) {
			taken++
		}
	}
	return h.WithSolution(run) || 2*taken > of
}
