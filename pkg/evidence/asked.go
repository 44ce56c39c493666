package evidence

import (
	"context"
	"maps"
	"slices"
	"sync"
	"time"

	"github.com/kubectl-mastery/kubectl-mastery/pkg/challenge"
	"github.com/kubectl-mastery/kubectl-mastery/pkg/check"
)

// requestInterval is how often is asked again what no watch tells, such as
// when a Service begins to answer.
const requestInterval = 2 * time.Second

// soon is the longest time after which a judge wants to look again for the sake
// of new answers, rather than to see what has changed.
const soon = time.Second / 2

// asked is what requests have brought that follows from the API's objects: what
// is admitted, allowed, logged or measured. Looks that follow each other closely,
// as when pods come and go, take it over, for a challenge may need a hundred
// requests. Who serves is asked at each look.
type asked struct {
	at time.Time
	// good is how long it is taken over.
	good    time.Duration
	answers map[string]check.Answer
	access  *check.Access
}

// until says when the judge wants to look again.
func (a *asked) until(again time.Duration) {
	a.good = requestInterval
	if again > 0 && again <= soon {
		a.good = again
	}
}

// ask adds what requests bring, of which some is taken over unless anew is set.
func (s *Session) ask(ctx context.Context, ev *check.Evidence, anew bool) error {
	ev.Anew = anew || !s.recalls() || time.Since(s.asked.at) >= s.asked.good
	answers, err := s.answers(ctx, *ev)
	if err != nil {
		return err
	}
	if ev.Anew {
		s.asked.at, s.asked.answers = time.Now(), maps.Clone(answers)
		if s.asked.access, err = s.access(ctx); err != nil {
			return err
		}
	}
	ev.Answers, ev.Access = answers, s.asked.access
	return nil
}

// recalls reports whether the challenge has checks whose answers are taken over.
func (s *Session) recalls() bool {
	return slices.ContainsFunc(s.Challenge.Spec.Checks, func(one challenge.Check) bool { return recalled(one) || one.Can != nil })
}

// recalled reports whether a check's answer may be taken over.
func recalled(one challenge.Check) bool {
	return one.Admits != nil || one.Logs != nil || one.Metric != nil
}

// asks reports whether there is something that no watch tells of.
func (s *Session) asks() bool {
	if s.StateOnly || s.quiet {
		return false
	}
	for _, one := range s.Challenge.Spec.Checks {
		if _, left := s.left(one); left {
			continue
		}
		if one.From() == nil && one.HTTP != nil || one.Admits != nil || one.Logs != nil || one.Metric != nil || one.Can != nil {
			return true
		}
	}
	return false
}

// answers asks all that one request answers, at once.
func (s *Session) answers(ctx context.Context, ev check.Evidence) (map[string]check.Answer, error) {
	var (
		mu      sync.Mutex
		group   sync.WaitGroup
		failure error
	)
	answers := map[string]check.Answer{}
	for _, one := range s.Challenge.Spec.Checks {
		ask := s.question(one, ev)
		if ask == nil {
			continue
		}
		if answer, left := s.left(one); left {
			answers[one.Name] = answer
			continue
		}
		if recalled(one) && !ev.Anew {
			answers[one.Name] = s.asked.answers[one.Name]
			continue
		}
		group.Go(func() {
			answer, err := ask(ctx)
			mu.Lock()
			defer mu.Unlock()
			if err != nil {
				failure = err
				return
			}
			answers[one.Name] = answer
		})
	}
	group.Wait()
	return answers, failure
}
