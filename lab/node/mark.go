package node

import (
	"context"
	"sync"
)

// A mark is set once, and then stays set.
type mark struct {
	set  func()
	done <-chan struct{}
}

func newMark() *mark {
	done := make(chan struct{})
	return &mark{set: sync.OnceFunc(func() { close(done) }), done: done}
}

// await returns when the marks of these names are set, or ctx is done.
func await(ctx context.Context, marks map[string]*mark, names []string) error {
	for _, name := range names {
		select {
		case <-marks[name].done:
		case <-ctx.Done():
			return context.Cause(ctx)
		}
	}
	return nil
}
