package evidence

import (
	"context"
	"fmt"
	"slices"
	"sync"
	"time"

	"github.com/kubectl-mastery/kubectl-mastery/pkg/challenge"
	"github.com/kubectl-mastery/kubectl-mastery/pkg/check"
	"github.com/kubectl-mastery/kubectl-mastery/pkg/probe"
)

const (
	// serveInterval is how often a check is asked while harm is done. It is
	// short, so that a gap of a fraction of a second is seen.
	serveInterval = 100 * time.Millisecond
	// A probe waits for each answer before it asks again; several tries side by
	// side, each with its pause, make it about as often.
	serveTries = 4
	servePause = serveTries*serveInterval - serveInterval
	// serveTimeout is how long a client waits that is neither hasty nor patient.
	serveTimeout = 2 * time.Second
	// Harm may show its effect, and a probe tell of it, only after the workload
	// is whole again: this many more requests are counted, or for so long.
	requestsAfter = 20
	longestAfter  = 10 * time.Second
)

// serving asks one check again and again while harm is done. Without a check to
// ask it counts nothing.
type serving struct {
	asks    bool
	cancel  context.CancelFunc
	group   sync.WaitGroup
	probe   *probe.Probe // nil where the requests are ours
	counted chan struct{}

	mu               sync.Mutex
	counting         bool
	requests, failed int
	last             string // what the last failure said
}

// holding tells whether an answer to the check of that name is a good one.
type holding func(name string, answer check.Answer, ev check.Evidence) bool

// serve begins to ask the check of that name; none where it is empty. Of one that
// goes to each pod only the pod with that address is asked. It returns once
// answers come; why says what keeps them from coming.
func (s *Session) serve(ctx context.Context, name, address string, ev check.Evidence, holds holding) (running *serving, why string) {
	ctx, cancel := context.WithCancel(ctx)
	running = &serving{cancel: cancel, counted: make(chan struct{}, 1)}
	good := func(answer check.Answer) bool { return holds(name, answer, ev) }
	for _, one := range s.Challenge.Spec.Checks {
		switch {
		case name == "" || one.Name != name:
		case one.From() != nil:
			running.asks = true
			if why = s.serveProbe(ctx, running, one, address, ev, good); why != "" {
				s.end(running)
			}
		default:
			if ask := s.question(one, ev); ask != nil {
				running.asks = true
				running.request(ctx, ask, good)
			}
		}
	}
	return running, why
}

// request asks with requests of ours, each without waiting for the answer before.
func (r *serving) request(ctx context.Context, ask func(context.Context) (check.Answer, error), good func(check.Answer) bool) {
	r.group.Go(func() {
		ticker := time.NewTicker(serveInterval)
		defer ticker.Stop()
		for ctx.Err() == nil {
			r.group.Go(func() {
				answer, err := ask(ctx)
				if ctx.Err() == nil {
					r.count(answer, err == nil && good(answer), err)
				}
			})
			select {
			case <-ctx.Done():
			case <-ticker.C:
			}
		}
	})
}

// serveProbe asks from a probe of its own, which does nothing else, and waits
// until each of its tries has come back once.
func (s *Session) serveProbe(ctx context.Context, running *serving, one challenge.Check, address string, ev check.Evidence, good func(check.Answer) bool) (why string) {
	who, why := s.identity(*one.From(), ev)
	if why != "" {
		return why
	}
	aimed, why := s.tries(one, ev, s.lists.now())
	if why != "" {
		return why
	}
	if aimed = at(aimed, address); len(aimed) == 0 {
		return "the pod that is to go has no address"
	}
	var tries []probe.Try
	for i := range serveTries {
		t := aimed[0] // a Service or a host is one target
		t.Key, t.Timeout = fmt.Sprint(i), serveTimeout
		tries = append(tries, t)
	}
	running.probe = probe.Start(ctx, s.Cluster, who, tries, probe.Options{Image: s.values().Image(probe.Image), Pause: servePause, Each: func(_ string, r probe.Result) {
		answer := check.Answer{Value: valued(r)}
		running.count(answer, good(answer), nil)
	}})
	for {
		outcomes, _, unasked := running.probe.Latest()
		if unasked != "" {
			return unasked
		}
		if len(outcomes) == len(tries) {
			return ""
		}
		select {
		case <-ctx.Done():
			return ctx.Err().Error()
		case <-running.probe.Changed():
		}
	}
}

// at are the tries that go to an address; all of them where it is empty.
func at(all []probe.Try, address string) []probe.Try {
	if address == "" {
		return all
	}
	return slices.DeleteFunc(slices.Clone(all), func(t probe.Try) bool { return t.Host() != address })
}

// begin lets what is asked from now on count.
func (r *serving) begin() {
	r.mu.Lock()
	defer r.mu.Unlock()
	r.counting = true
}

func (r *serving) count(answer check.Answer, good bool, err error) {
	r.mu.Lock()
	defer r.mu.Unlock()
	if !r.counting {
		return
	}
	r.requests++
	select {
	case r.counted <- struct{}{}:
	default:
	}
	if good {
		return
	}
	r.failed++
	switch failure, _ := answer.Value["error"].(string); {
	case err != nil:
		r.last = err.Error()
	case failure != "":
		r.last = failure
	case answer.Unasked != "":
		r.last = answer.Unasked
	default:
		r.last = fmt.Sprintf("status %v: %.60q", answer.Value["status"], answer.Value["body"])
	}
}

// linger goes on asking for a little while.
func (r *serving) linger(ctx context.Context) {
	ctx, cancel := context.WithTimeout(ctx, longestAfter)
	defer cancel()
	asked := func() int {
		r.mu.Lock()
		defer r.mu.Unlock()
		return r.requests
	}
	for enough := asked() + requestsAfter; r.asks && asked() < enough; {
		select {
		case <-ctx.Done():
			return
		case <-r.counted:
		}
	}
}

// end stops asking and returns the count. What a probe leaves goes meanwhile,
// until the session is closed at the latest.
func (s *Session) end(r *serving) (requests, failed int, last string) {
	r.cancel()
	r.group.Wait()
	if r.probe != nil {
		s.stopping.Go(func() { s.kept(r.probe.Stop(context.WithoutCancel(s.watching))) })
	}
	r.mu.Lock()
	defer r.mu.Unlock()
	r.counting = false
	return r.requests, r.failed, r.last
}
