package evidence

import (
	"context"
	"errors"
	"fmt"
	"maps"
	"strconv"
	"strings"
	"time"

	"github.com/kubectl-mastery/kubectl-mastery/pkg/challenge"
	"github.com/kubectl-mastery/kubectl-mastery/pkg/check"
	"github.com/kubectl-mastery/kubectl-mastery/pkg/probe"
)

// How long one try waits. A connection that must be refused is not waited for
// as long: it is tried more often.
const (
	mustReach = 3 * time.Second
	mustNot   = time.Second
)

// probes are the pods that a session's checks ask from, one for each identity.
type probes struct {
	running map[string]*asking // by the identity
	changed chan struct{}
}

// asking is one probe with what it was made for.
type asking struct {
	probe *probe.Probe
	// what tells whether another is needed.
	what string
	done chan struct{}
}

// wanted is one probe that the checks need now.
type wanted struct {
	who   probe.Identity
	tries []probe.Try
}

// key separates the name of a check from the number of its try.
const keySeparator = "\x00"

// askProbes sees to it that the probes which the checks need are running, and gives
// what they have come back with.
func (s *Session) askProbes(ctx context.Context, ev check.Evidence, lists map[source]listing, answers map[string]check.Answer) {
	needed := map[string]*wanted{}
	made := map[string]int{} // how many tries, by the check's name
	for _, one := range s.Challenge.Spec.Checks {
		from := one.From()
		if from == nil {
			continue
		}
		if answer, left := s.left(one); left {
			answers[one.Name] = answer
			continue
		}
		who, why := s.identity(*from, ev)
		if why != "" {
			answers[one.Name] = unreached(why)
			continue
		}
		all, why := s.tries(one, ev, lists)
		if why != "" {
			answers[one.Name] = unreached(why)
			continue
		}
		key := fmt.Sprintf("%+v", who)
		if needed[key] == nil {
			needed[key] = &wanted{who: who}
		}
		needed[key].tries = append(needed[key].tries, all...)
		made[one.Name] = len(all)
	}
	s.reconcile(ctx, needed)
	outcomes, pending, unasked := map[string]probe.Outcome{}, map[string]string{}, map[string]string{}
	for key, w := range needed {
		latest, waits, fails := s.probes.running[key].probe.Latest()
		maps.Copy(outcomes, latest)
		for _, t := range w.tries {
			name, _, _ := strings.Cut(t.Key, keySeparator)
			pending[name], unasked[name] = waits, fails
		}
	}
	for _, one := range s.Challenge.Spec.Checks {
		if count, ok := made[one.Name]; ok {
			answers[one.Name] = joined(one, count, outcomes, pending[one.Name], unasked[one.Name])
		}
	}
}

// joined is what all tries of a check came back with together. What it wants
// must be so of each of them; the first of which it is not speaks for all.
func joined(one challenge.Check, count int, outcomes map[string]probe.Outcome, pending, unasked string) check.Answer {
	if unasked != "" {
		return check.Answer{Unasked: unasked}
	}
	var answer check.Answer
	for i := range count {
		o, known := outcomes[one.Name+keySeparator+strconv.Itoa(i)]
		if !known {
			return check.Answer{Pending: pending}
		}
		if one.Refused() && !o.Reached && o.Cause != probe.Refused && o.Cause != probe.Silent && o.Cause != probe.Unreachable {
			// The try itself went wrong, which refuses nothing.
			return check.Answer{Pending: "whether it is refused is not known yet: " + o.Error}
		}
		value := valued(o.Result)
		target := check.Answer{Value: value, Alike: o.Alike}
		for _, before := range o.Before {
			target.Before = append(target.Before, valued(before))
		}
		if count == 1 {
			return target
		}
		answer.Each = append(answer.Each, target)
		if unwanted := one.Refused(); i == 0 || o.Reached == unwanted && answer.Value["reached"] != unwanted {
			answer.Value = value
		}
		if i == 0 || o.Alike < answer.Alike {
			answer.Alike = o.Alike
		}
	}
	return answer
}

// valued is a probe's result as checks know it.
func valued(r probe.Result) map[string]any {
	value := map[string]any{
		"reached": r.Reached, "status": int64(r.Status), "body": r.Body, "error": r.Error,
		"code": r.Code, "records": anySlice(r.Records),
	}
	if r.Cause == probe.Unresolved {
		value[check.Unresolved] = true
	}
	return value
}

func anySlice(texts []string) []any {
	all := make([]any, len(texts))
	for i := range texts {
		all[i] = texts[i]
	}
	return all
}

func unreached(why string) check.Answer {
	return check.Answer{Value: map[string]any{
		"reached": false, "status": int64(0), "body": "", "error": why, "code": "", "records": []any{},
	}}
}

// reconcile starts the probes that are needed and stops those that are not.
func (s *Session) reconcile(ctx context.Context, needed map[string]*wanted) {
	for key, running := range s.probes.running {
		if w := needed[key]; w == nil || fmt.Sprintf("%+v", described(w.tries)) != running.what {
			delete(s.probes.running, key)
			s.stopping.Go(func() { s.kept(running.stop(context.WithoutCancel(ctx))) })
		}
	}
	for key, w := range needed {
		if s.probes.running[key] != nil {
			continue
		}
		started := &asking{
			probe: probe.Start(s.watching, s.Cluster, w.who, w.tries, probe.Options{Image: s.values().Image(probe.Image)}),
			what:  fmt.Sprintf("%+v", described(w.tries)), done: make(chan struct{}),
		}
		s.probes.running[key] = started
		go func() {
			for {
				select {
				case <-started.done:
					return
				case <-started.probe.Changed():
					select {
					case s.probes.changed <- struct{}{}:
					default:
					}
				}
			}
		}()
	}
}

// described are tries as text: they hold pointers, which tell nothing.
func described(tries []probe.Try) []string {
	var all []string
	for _, t := range tries {
		line := t.Key + " " + t.Timeout.String()
		switch {
		case t.TCP != nil:
			line += fmt.Sprintf(" tcp %+v", *t.TCP)
		case t.UDP != nil:
			line += fmt.Sprintf(" udp %+v", *t.UDP)
		case t.DNS != nil:
			line += fmt.Sprintf(" dns %+v", *t.DNS)
		case t.HTTP != nil:
			line += fmt.Sprintf(" http %+v %s %v", t.HTTP.Target, t.HTTP.Path, t.HTTP.Headers)
			if t.HTTP.TLS != nil {
				line += fmt.Sprintf(" tls %+v", *t.HTTP.TLS)
			}
		}
		all = append(all, line)
	}
	return all
}

func (a *asking) stop(ctx context.Context) error {
	close(a.done)
	return a.probe.Stop(ctx)
}

// kept keeps what went wrong where nobody waits for it.
func (s *Session) kept(err error) {
	s.mu.Lock()
	defer s.mu.Unlock()
	s.residue = errors.Join(s.residue, err)
}

// stopProbes stops all of them at once, and waits for those that are on their
// way out already.
func (s *Session) stopProbes(ctx context.Context) error {
	for _, running := range s.probes.running {
		s.stopping.Go(func() { s.kept(running.stop(ctx)) })
	}
	clear(s.probes.running)
	s.stopping.Wait()
	return s.residue
}
