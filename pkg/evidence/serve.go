package evidence

import (
	"context"
	"fmt"
	"sync"
	"time"

	"github.com/kubectl-mastery/kubectl-mastery/pkg/check"
)

// serveInterval is how often a check is asked while harm is done. It is short,
// so that a gap of a fraction of a second is seen.
const serveInterval = 100 * time.Millisecond

// serving asks one check again and again, each time without waiting for the
// answer before.
type serving struct {
	cancel context.CancelFunc
	group  sync.WaitGroup

	mu               sync.Mutex
	requests, failed int
	last             string // what the last failure said
}

// serve begins to ask the check of that name; none where it is empty.
func (s *Session) serve(ctx context.Context, name string, ev check.Evidence, holds func(check.Answer, check.Evidence) bool) *serving {
	ctx, cancel := context.WithCancel(ctx)
	running := &serving{cancel: cancel}
	for _, one := range s.Challenge.Spec.Checks {
		if name == "" || one.Name != name {
			continue
		}
		ask := s.question(one, ev)
		if ask == nil {
			continue
		}
		running.group.Go(func() {
			ticker := time.NewTicker(serveInterval)
			defer ticker.Stop()
			for ctx.Err() == nil {
				running.group.Go(func() {
					answer, err := ask(ctx)
					if ctx.Err() == nil {
						running.count(answer, err == nil && holds(answer, ev), err)
					}
				})
				select {
				case <-ctx.Done():
				case <-ticker.C:
				}
			}
		})
	}
	return running
}

func (r *serving) count(answer check.Answer, good bool, err error) {
	r.mu.Lock()
	defer r.mu.Unlock()
	r.requests++
	if good {
		return
	}
	r.failed++
	switch failure, _ := answer.Value["error"].(string); {
	case err != nil:
		r.last = err.Error()
	case failure != "":
		r.last = failure
	default:
		r.last = fmt.Sprintf("status %v", answer.Value["status"])
	}
}

// end stops asking and returns the count.
func (r *serving) end() (requests, failed int, last string) {
	r.cancel()
	r.group.Wait()
	return r.requests, r.failed, r.last
}
