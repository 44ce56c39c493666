package evidence

import (
	"context"
	"fmt"
	"maps"
	"sync"
	"time"

	"github.com/kubectl-mastery/kubectl-mastery/pkg/check"
	"github.com/kubectl-mastery/kubectl-mastery/pkg/cluster"
)

// Session is one time of looking at a challenge: its lists, its watches and
// its probes. It must be closed.
type Session struct {
	*Collector

	lists     *lists
	following bool
	watching  context.Context
	cancel    context.CancelFunc
	// quiet leaves out requests for a while.
	quiet bool
	// only names the check that is asked; empty where all are, see Narrow.
	only  string
	asked asked
	// harm holds what came of disruptions, by the check's name.
	harm map[string]harmed

	probes   probes
	network  network
	stopping sync.WaitGroup // probes, and what finds out about the network
	mu       sync.Mutex
	residue  error
}

// Judge is told what was seen; it says whether that is enough, and if not,
// when to look again at the latest: zero means that only a change is of
// interest.
type Judge func(check.Evidence) (done bool, again time.Duration, err error)

// Open lists all that is to be observed.
func (c *Collector) Open(ctx context.Context) (*Session, error) {
	s := &Session{Collector: c, lists: newLists(c.Cluster, c.sources()), harm: map[string]harmed{}}
	s.probes = probes{running: map[string]*asking{}, changed: make(chan struct{}, 1)}
	if err := s.lists.fill(ctx); err != nil {
		return nil, err
	}
	s.watching, s.cancel = context.WithCancel(context.WithoutCancel(ctx))
	return s, nil
}

// Renew begins anew, with all that is there: nothing counts that was seen or
// asked before. Watches and probes go on.
func (s *Session) Renew(ctx context.Context) error {
	s.asked = asked{}
	clear(s.harm)
	for _, running := range s.probes.running {
		running.probe.Renew()
	}
	return s.lists.fill(ctx)
}

// ForgetHarm forgets what came of the disruptions of those checks, so that they
// are tried again.
func (s *Session) ForgetHarm(of func(name string) bool) {
	maps.DeleteFunc(s.harm, func(name string, _ harmed) bool { return of(name) })
}

// Close ends all watches and removes all probes. It does so even if ctx has
// ended; what is left then ends by itself, and the error says so.
func (s *Session) Close(ctx context.Context) error {
	err := s.stopProbes(context.WithoutCancel(ctx))
	s.cancel()
	return err
}

// Follow looks again whenever an observed object changes, until judge says
// that it has seen enough or ctx ends. What judge has waited for is read anew
// before it counts: a watch may lag behind.
func (s *Session) Follow(ctx context.Context, judge Judge) error {
	fresh := true
	for {
		looked := time.Now()
		ev, err := s.look(ctx, fresh)
		if err != nil {
			return err
		}
		done, again, err := judge(ev)
		if done && fresh || err != nil {
			return err
		}
		if fresh = done; fresh {
			if err := s.lists.fill(ctx); err != nil {
				return err
			}
			continue
		}
		if !s.following {
			s.following = true
			s.lists.follow(s.watching)
		}
		s.asked.until(again)
		if s.asks() && (again == 0 || again > requestInterval) {
			again = requestInterval
		}
		var timer <-chan time.Time
		if again > 0 {
			timer = time.After(again)
		}
		select {
		case <-ctx.Done():
			return ctx.Err()
		case <-timer:
			continue
		case <-s.lists.changed:
		case <-s.probes.changed:
		}
		select {
		case <-ctx.Done():
			return ctx.Err()
		case <-time.After(burst - time.Since(looked)):
		}
	}
}

// burst is how long what is seen is gathered before it is looked at: a rollout
// changes objects many times a second, all probes of a challenge together have as
// many rounds, and to look costs more than either.
const burst = 200 * time.Millisecond

// State is what the observed objects are now, as they were last listed or
// watched; nothing is asked.
func (s *Session) State() check.Evidence { return s.state(s.lists.now()) }

func (s *Session) state(lists map[source]listing) check.Evidence {
	return check.Evidence{At: s.Cluster.Now(), Objects: s.observed(lists), Given: s.Given}
}

// look gathers what there is to see now. What is asked is asked anew if that is
// wanted, or if it was not a moment ago.
func (s *Session) look(ctx context.Context, anew bool) (check.Evidence, error) {
	if err := s.lists.failure(); err != nil {
		return check.Evidence{}, fmt.Errorf("look at the cluster: %w", cluster.Explain(err))
	}
	lists := s.lists.now()
	ev := s.state(lists)
	if !s.StateOnly && !s.quiet {
		if err := s.ask(ctx, &ev, anew); err != nil {
			return check.Evidence{}, err
		}
		s.askProbes(ctx, ev, lists, ev.Answers)
		ev.Network = s.enforcement(ctx, ev.Answers)
		for name, one := range s.harm {
			if one.was != workloadOf(ev, one.of) {
				delete(s.harm, name) // it is not what was tried any more
				continue
			}
			ev.Answers[name] = one.answer
		}
	}
	ev.At = s.Cluster.Now()
	return ev, nil
}
