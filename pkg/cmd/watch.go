package cmd

import (
	"context"
	"fmt"
	"strings"

	"github.com/kubectl-mastery/kubectl-mastery/pkg/check"
	"github.com/kubectl-mastery/kubectl-mastery/pkg/verification"
)

// watch keeps the outcomes on the screen while the learner is at work, until all
// of them hold.
func (s *session) watch(ctx context.Context, c *current, judge *check.Judge, o verification.Options) (verification.Report, error) {
	screen := s.term.Screen()
	o.Show = func(r verification.Report) { screen.Show(s.staged(c, r.Results), s.watching(c, r)) }
	report, err := verification.Watch(ctx, s.collector(c), judge, o)
	if ctx.Err() == nil {
		if err == nil {
			screen.Show(s.staged(c, report.Results), "")
		}
		return report, err
	}
	s.term.Say("\nYou watch no more; %s stays as it is. To watch again: kubectl mastery verify --watch %s", c.challenge.ID(), c.challenge.ID())
	if err := report.Tidied(); err != nil {
		s.term.Say("note: %s", strings.ReplaceAll(err.Error(), "\n", "; "))
	}
	return report, outcome(exitNotSolved)
}

// watching is the line below the outcomes.
func (s *session) watching(c *current, r verification.Report) string {
	missing := 0
	now := check.Current(c.challenge, r.Results)
	for _, result := range now {
		if result.Verdict == check.Fail {
			missing++
		}
	}
	said := fmt.Sprintf("%d of %d outcomes %s missing%s. Go on in another terminal; ctrl-c ends this. For help there: kubectl mastery hint %s",
		missing, len(now), areOrIs(missing), inStage(" in ", c.challenge, r.Results), c.challenge.ID())
	if missing == 0 {
		said = "Waiting: " + r.Waiting()
	}
	return s.term.Wrap(said, "")
}
