package evidence

import (
	"context"
	"time"

	metav1 "k8s.io/apimachinery/pkg/apis/meta/v1"
	"k8s.io/client-go/dynamic"

	"github.com/kubectl-mastery/kubectl-mastery/pkg/check"
)

// requestInterval is how often traffic is tried again: no watch tells when a
// Service begins to answer.
const requestInterval = 2 * time.Second

// reopenDelay keeps a watch that ends at once from being opened in a loop.
const reopenDelay = time.Second

// Follow looks again whenever an observed object changes, until judge says
// that it has seen enough or ctx ends. judge may ask to be called again after
// a time at the latest; zero means that only a change is of interest.
func (c *Collector) Follow(ctx context.Context, judge func(check.Evidence) (done bool, again time.Duration, err error)) error {
	ctx, cancel := context.WithCancel(ctx)
	defer cancel()
	changes := c.changes(ctx)
	for {
		ev, err := c.Collect(ctx)
		if err != nil {
			return err
		}
		done, again, err := judge(ev)
		if done || err != nil {
			return err
		}
		if c.asks() && (again == 0 || again > requestInterval) {
			again = requestInterval
		}
		var timer <-chan time.Time
		if again > 0 {
			timer = time.After(again)
		}
		select {
		case <-ctx.Done():
			return ctx.Err()
		case <-changes:
		case <-timer:
		}
	}
}

func (c *Collector) asks() bool {
	for _, one := range c.Challenge.Spec.Checks {
		if one.HTTP != nil && !c.StateOnly {
			return true
		}
	}
	return false
}

// changes signals that something observed has changed. Signals that come
// while nobody listens are joined into one.
func (c *Collector) changes(ctx context.Context) <-chan struct{} {
	signal := make(chan struct{}, 1)
	for _, s := range c.sources() {
		if resource, err := c.Cluster.Resource(s.kind, s.namespace); err == nil {
			go c.watch(ctx, resource, signal) // a kind that is not there does not change
		}
	}
	if c.judgesAccess() && !c.StateOnly {
		for _, kind := range accessKinds() {
			go c.watch(ctx, c.Cluster.Dynamic.Resource(kind), signal)
		}
	}
	return signal
}

func (c *Collector) watch(ctx context.Context, resource dynamic.ResourceInterface, signal chan<- struct{}) {
	for ctx.Err() == nil {
		if events, err := resource.Watch(ctx, metav1.ListOptions{}); err == nil {
			for range events.ResultChan() {
				select {
				case signal <- struct{}{}:
				default:
				}
			}
			events.Stop()
		}
		select {
		case <-ctx.Done():
		case <-time.After(reopenDelay):
		}
	}
}
