package lab

import (
	"context"
	"errors"
	"fmt"

	"golang.org/x/sync/errgroup"

	"github.com/kubectl-mastery/kubectl-mastery/lab/kubeapi"
	"github.com/kubectl-mastery/kubectl-mastery/lab/progress"
)

// A step says what is so when do has returned.
type step struct {
	text string
	do   func(context.Context) error
}

// together runs all steps at once, and shows them in their order: the time of
// each is how much longer it took than those before it. If ctx was done before
// them, the error is its cause, and says what was still waited for.
func together(ctx context.Context, show *progress.Steps, all []step) error {
	group, gctx := errgroup.WithContext(ctx)
	var ends []chan error
	for _, s := range all {
		end := make(chan error, 1)
		ends = append(ends, end)
		group.Go(func() error {
			err := s.do(gctx)
			end <- err
			return err
		})
	}
	for i, s := range all {
		if err := show.Do(s.text, func() error { return <-ends[i] }); err != nil {
			break
		}
	}
	err := group.Wait()
	cause := context.Cause(ctx)
	if err == nil || cause == nil {
		return err
	}
	if pending, ok := errors.AsType[*kubeapi.PendingError](err); ok {
		return fmt.Errorf("%w: %w", cause, pending)
	}
	return cause
}
