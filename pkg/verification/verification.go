// Package verification decides whether a challenge is solved: it waits for
// what is settling, and lets success count only once it has held.
package verification

import (
	"context"
	"errors"
	"fmt"
	"slices"
	"sync"
	"time"

	"github.com/kubectl-mastery/kubectl-mastery/pkg/challenge"
	"github.com/kubectl-mastery/kubectl-mastery/pkg/check"
	"github.com/kubectl-mastery/kubectl-mastery/pkg/evidence"
)

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
	// Brief is set where nobody reads more than the verdict: a failure ends it,
	// whatever answers are on their way, and where the objects alone show one,
	// nothing is asked at all. Where a check must be decided, only that one is
	// asked, as long as it may come to fail without the others.
	Brief bool
	// Unharmed leaves out disruptions: where all else holds, the verdict is later.
	Unharmed bool
	// Unheld has success count as soon as it is seen, and does not wait for it to
	// hold.
	Unheld bool
	// Show is told each new state while waiting; nil tells nobody.
	Show func(Report)
	// Bound is the challenge's own bound on settling.
	Bound time.Duration
}

// Run verifies once, or waits until there is something final to say. Harm is
// only done while waiting, and only to what holds.
func Run(ctx context.Context, collector *evidence.Collector, judge *check.Judge, o Options) (Report, error) {
	v := &verification{collector: collector, judge: judge, options: o}
	return v.bounded(ctx, v.alone)
}

// Within verifies like Run, with the watches and probes of a session that goes
// on afterwards. What it saw before does not count.
func Within(ctx context.Context, session *evidence.Session, judge *check.Judge, o Options) (Report, error) {
	v := &verification{collector: session.Collector, judge: judge, options: o}
	return v.bounded(ctx, func(ctx context.Context) error {
		if err := session.Renew(ctx); err != nil {
			return err
		}
		return v.run(ctx, session)
	})
}

// bounded is the report of what run comes to in the time that there is.
func (v *verification) bounded(ctx context.Context, run func(context.Context) error) (Report, error) {
	ctx, cancel := context.WithTimeout(ctx, v.options.Bound+patience+v.harmTime())
	defer cancel()
	err := run(ctx)
	if errors.Is(err, context.DeadlineExceeded) && v.report.Results != nil {
		if v.report.Verdict == check.Pass || v.report.Verdict == check.Later {
			v.report.Verdict = check.Settling // seen, but not seen again
		}
		return v.report, nil
	}
	if err != nil {
		return v.report, errors.Join(fmt.Errorf("verify: %w", err), v.report.Tidied())
	}
	return v.report, nil
}

type verification struct {
	collector *evidence.Collector
	judge     *check.Judge
	options   Options
	report    Report
	widen     func()    // has all be asked; nil where all is
	answers   int       // how often in a row all was well
	decided   time.Time // since when only answers are waited for that are on their way
}

// alone verifies with a session of its own.
func (v *verification) alone(ctx context.Context) error {
	session, err := v.collector.Open(ctx)
	if err != nil {
		return err
	}
	closed := make(chan error, 1)
	defer func() {
		v.report.tidied = sync.OnceValue(func() error { return <-closed })
		go func() { closed <- session.Close(context.WithoutCancel(ctx)) }()
	}()
	return v.run(ctx, session)
}

func (v *verification) run(ctx context.Context, session *evidence.Session) error {
	if v.options.Brief && v.fails(session.State()) {
		return nil
	}
	if v.options.Brief && v.options.Decided != "" {
		session.Narrow(v.options.Decided)
		v.widen = session.Widen
	}
	for {
		v.answers = 0
		if err := session.Follow(ctx, v.look); err != nil {
			return err
		}
		if v.report.Verdict != check.Later || !v.options.Wait || v.options.Unharmed {
			return nil
		}
		if err := v.harm(ctx, session); err != nil {
			return err
		}
	}
}

// fails tells whether the objects show that the challenge is not solved, and the
// check that must be decided as well. Where access rules count, a change of
// them may be why something is not so yet, and they are not among the objects.
func (v *verification) fails(ev check.Evidence) bool {
	if slices.ContainsFunc(v.collector.Challenge.Spec.Checks, func(c challenge.Check) bool { return c.Can != nil }) {
		return false
	}
	v.report = Report{Results: v.judge.Results(ev, v.options.Baseline), Evidence: ev}
	v.report.Verdict = check.Overall(v.report.Results)
	decided := v.options.Decided
	return v.report.Verdict == check.Fail && (decided == "" || v.report.comes(decided, check.Fail))
}

// look judges what was seen at one moment.
func (v *verification) look(ev check.Evidence) (done bool, again time.Duration, err error) {
	o := v.options
	v.report = Report{Results: v.judge.Results(ev, o.Baseline), Network: ev.Network, Evidence: ev}
	v.report.Verdict = check.Overall(v.report.Results)
	if v.widen != nil && !v.suffices(o.Decided) {
		v.widen()
		v.widen = nil
		return false, answerPause, nil
	}
	final := v.report.Verdict
	switch final {
	case check.Pass, check.Later:
		if ev.Anew {
			v.answers++
		}
		if !o.Unheld {
			v.report.Holding = v.judge.Steady(ev)
		}
		if v.report.Holding == 0 && (v.answers >= answersWanted || len(ev.Answers) == 0 || !o.Wait) {
			return true, 0, nil
		}
		v.report.Verdict = check.Settling
	case check.Settling:
		v.answers = 0
	default:
		if !v.report.comes(o.Decided, check.Settling) && !v.gathering(ev) {
			return true, 0, nil
		}
	}
	if !o.Wait && !v.gathering(ev) {
		return true, 0, nil
	}
	if o.Show != nil {
		o.Show(v.report)
	}
	return false, pause(v.report), nil
}

// suffices reports whether a check has failed, or may come to fail, without what
// the others are answered.
func (v *verification) suffices(name string) bool {
	return slices.ContainsFunc(v.report.Results, func(r check.Result) bool {
		return r.Name == name && (r.Verdict == check.Fail || r.Verdict == check.Settling && r.Reason != evidence.NotAsked)
	})
}

// gathering reports whether answers are on their way that a report would miss:
// who reads what fails wants to read all of it. It says so for a while only.
func (v *verification) gathering(ev check.Evidence) bool {
	if v.options.Brief || ev.Complete() {
		return false
	}
	if v.decided.IsZero() {
		v.decided = time.Now()
	}
	return time.Since(v.decided) < evidence.Thorough
}

// harm tries the first of what comes after all else, of a Project all else up to
// the stage that is open. Each disruption is done to what holds, so all is looked
// at again before the next one.
func (v *verification) harm(ctx context.Context, session *evidence.Session) error {
	closed := map[string]bool{}
	for _, stage := range check.Stages(v.collector.Challenge, v.report.Results) {
		closed[stage.Name] = stage.Closed
	}
	for _, one := range v.collector.Challenge.Spec.Checks {
		if one.Survives == nil || closed[one.Stage] || !v.report.comes(one.Name, check.Later) {
			continue
		}
		if v.options.Show != nil {
			v.options.Show(Report{Verdict: check.Settling, Results: v.report.Results, Harming: one.Name})
		}
		holds := func(name string, answer check.Answer, ev check.Evidence) bool {
			return v.judge.Holds(name, answer, ev, v.options.Baseline)
		}
		return session.Disrupt(ctx, one, holds)
	}
	return nil
}

// harmTime is how long all disruptions together may take, and what they hurt
// may take to settle afterwards.
func (v *verification) harmTime() time.Duration {
	total := time.Duration(0)
	for _, one := range v.collector.Challenge.Spec.Checks {
		if one.Survives != nil {
			total += time.Duration(one.Survives.Within) + v.options.Bound
		}
	}
	return total
}

// pause is how long to wait for a change before looking again.
func pause(r Report) time.Duration {
	if overall := check.Overall(r.Results); overall != check.Pass && overall != check.Later {
		return tick
	}
	return max(answerPause, min(r.Holding, tick))
}
