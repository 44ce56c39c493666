package evidence

import (
	"context"

	"github.com/kubectl-mastery/kubectl-mastery/pkg/challenge"
	"github.com/kubectl-mastery/kubectl-mastery/pkg/check"
)

// question is how one check is asked with a request; nil where it is not asked
// that way.
func (s *Session) question(one challenge.Check, ev check.Evidence) func(context.Context) (check.Answer, error) {
	switch {
	case one.HTTP != nil && one.HTTP.From == nil:
		return func(ctx context.Context) (check.Answer, error) { return s.request(ctx, one.HTTP) }
	case one.Admits != nil:
		return func(ctx context.Context) (check.Answer, error) { return s.admits(ctx, one.Admits) }
	case one.Logs != nil:
		return func(ctx context.Context) (check.Answer, error) { return s.logs(ctx, one.Logs, ev.Objects[one.Logs.Of]) }
	case one.Metric != nil:
		return func(ctx context.Context) (check.Answer, error) { return s.usage(ctx, ev.Objects[one.Metric.Of]) }
	}
	return nil
}
