// Package verification decides whether a challenge is solved: it waits for
// what is settling, and lets success count only once it has held.
package verification

import (
	"context"
	"errors"
	"fmt"
	"slices"
	"time"

	"github.com/kubectl-mastery/kubectl-mastery/pkg/check"
	"github.com/kubectl-mastery/kubectl-mastery/pkg/evidence"
)

// Report is the outcome of one verification.
type Report struct {
	// Verdict is pass once the challenge is solved.
	Verdict check.Verdict  `json:"verdict"`
	Results []check.Result `json:"results"`
	// Holding is how much longer success must last before it counts.
	Holding time.Duration `json:"-"`
}

// patience is how long settling is waited for beyond the challenge's own
// bound, for what has no bound of its own, such as pods that are slow to end.
const patience = time.Minute

// Traffic is not proven by one answer: this many in a row are wanted, and
// after this pause each.
const (
	answersWanted = 3
	answerPause   = 200 * time.Millisecond
)

// tick is how often it is looked at what no watch tells: that time has passed.
const tick = time.Second

// Options say how to verify.
type Options struct {
	// Baseline is the healthy scenario, by "kind/name".
	Baseline map[string]any
	// Wait is set to wait for what is settling and for success to hold.
	Wait bool
	// Decided names a check that must not be left settling, although another has
	// failed already: authors want to know what it comes to. Empty for none.
	Decided string
	// Show is told each new state while waiting; nil tells nobody.
	Show func(Report)
	// Bound is the challenge's own bound on settling.
	Bound time.Duration
}

// Run verifies once, or waits until there is something final to say.
func Run(ctx context.Context, collector *evidence.Collector, judge *check.Judge, o Options) (Report, error) {
	ctx, cancel := context.WithTimeout(ctx, o.Bound+patience)
	defer cancel()
	var report Report
	answers := 0
	err := collector.Follow(ctx, func(ev check.Evidence) (bool, time.Duration, error) {
		report = Report{Results: judge.Results(ev, o.Baseline)}
		report.Verdict = check.Overall(report.Results)
		switch report.Verdict {
		case check.Pass:
			answers++
			report.Holding = judge.Steady(ev)
			if report.Holding == 0 && (answers >= answersWanted || len(ev.Answers) == 0 || !o.Wait) {
				return true, 0, nil
			}
			report.Verdict = check.Settling
		case check.Settling:
			answers = 0
		default:
			if !report.settles(o.Decided) {
				return true, 0, nil
			}
		}
		if !o.Wait {
			return true, 0, nil
		}
		if o.Show != nil {
			o.Show(report)
		}
		return false, pause(report), nil
	})
	if errors.Is(err, context.DeadlineExceeded) && report.Results != nil {
		return report, nil // still settling: that is the verdict
	}
	if err != nil {
		return report, fmt.Errorf("verify: %w", err)
	}
	return report, nil
}

// pause is how long to wait for a change before looking again.
func pause(r Report) time.Duration {
	if check.Overall(r.Results) != check.Pass {
		return tick
	}
	return max(answerPause, min(r.Holding, tick))
}

// settles tells whether the check of that name is settling.
func (r Report) settles(name string) bool {
	return slices.ContainsFunc(r.Results, func(result check.Result) bool {
		return result.Name == name && result.Verdict == check.Settling
	})
}

// Waiting says in a few words what a report that is not final waits for.
func (r Report) Waiting() string {
	for _, result := range r.Results {
		if result.Verdict == check.Settling {
			return result.Reason
		}
	}
	if r.Holding > 0 {
		return fmt.Sprintf("everything holds; it counts if it still does in %d s", int(r.Holding.Seconds()+0.999))
	}
	return "everything holds; asking once more"
}
