package verification

import (
	"context"
	"sync"
	"time"

	"github.com/kubectl-mastery/kubectl-mastery/pkg/check"
	"github.com/kubectl-mastery/kubectl-mastery/pkg/evidence"
)

// Watch shows each state as it comes, until all holds and has held, which the
// report then says, or ctx ends. What fails is not final: somebody is at work.
func Watch(ctx context.Context, collector *evidence.Collector, judge *check.Judge, o Options) (report Report, err error) {
	o.Wait, o.Brief = true, false
	session, err := collector.Open(ctx)
	if err != nil {
		return report, err
	}
	defer func() {
		closed := make(chan error, 1)
		go func() { closed <- session.Close(context.WithoutCancel(ctx)) }()
		report.tidied = sync.OnceValue(func() error { return <-closed })
	}()
	var tried time.Time // when what was there last had a disruption to survive
	for {
		err := session.Follow(ctx, func(ev check.Evidence) (bool, time.Duration, error) {
			if !tried.IsZero() && changed(ev).After(tried) {
				// It is not what was tried any more. What was survived stays so until
				// all else holds, and is tried again then: stages that it opened would
				// close at each change.
				session.ForgetHarm(func(name string) bool { return !report.comes(name, check.Pass) })
				tried = time.Time{}
				return false, answerPause, nil
			}
			report = Report{Results: judge.Results(ev, o.Baseline), Network: ev.Network, Evidence: ev}
			report.Verdict = check.Overall(report.Results)
			if o.Show != nil {
				o.Show(report)
			}
			if report.Verdict == check.Settling {
				return false, tick, nil
			}
			return report.Verdict == check.Pass || report.Verdict == check.Later, 0, nil
		})
		if err != nil {
			return report, err
		}
		if report, err = Within(ctx, session, judge, o); err != nil || report.Verdict == check.Pass {
			return report, err
		}
		tried = changed(report.Evidence)
	}
}

// changed is when anything observed was last changed by somebody.
func changed(ev check.Evidence) time.Time {
	var last time.Time
	for _, o := range ev.Objects {
		if o.Changed.After(last) {
			last = o.Changed
		}
	}
	return last
}
