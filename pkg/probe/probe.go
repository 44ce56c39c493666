package probe

import (
	"context"
	"crypto/rand"
	"fmt"
	"maps"
	"sync"
	"time"

	"github.com/kubectl-mastery/kubectl-mastery/pkg/cluster"
)

// Image is what probes run; it is one of the images that the lab holds.
const Image = "registry.k8s.io/e2e-test-images/agnhost:2.66.1"

// Label marks the Jobs and pods of probes; its value tells one probe from
// another. Checks leave out what carries it.
const Label = "kubectl-mastery/probe"

// Identity is whom a probe stands for: where its pod runs, and what policies
// and access rules see of it.
type Identity struct {
	Namespace string
	// ServiceAccount is "default" where it is empty.
	ServiceAccount string
	Labels         map[string]string
}

// Options of a probe; the zero value will do.
type Options struct {
	// Image is Image where it is empty.
	Image string
	// Deadline is when a probe ends if nobody stops it; five minutes where it
	// is 0. A probe that is still wanted then is started anew.
	Deadline time.Duration
	// Pause lies between two rounds of a try; half a second where it is 0.
	Pause time.Duration
	// Each is told what came of every round, one at a time, where Latest may
	// leave some out; nil tells nobody. It must not wait for the probe.
	Each func(key string, r Result)
}

func (o Options) orDefault() Options {
	if o.Image == "" {
		o.Image = Image
	}
	if o.Deadline == 0 {
		o.Deadline = 5 * time.Minute
	}
	if o.Pause == 0 {
		o.Pause = 500 * time.Millisecond
	}
	return o
}

// Outcome is what came of the last round of a try.
type Outcome struct {
	Result
	// Round counts from 1; it begins anew where the probe had to.
	Round int
	// Alike counts how many rounds in a row came out the same, up to this one.
	Alike int
	// Before are the results of the rounds before, the latest first, at most
	// remembered.
	Before []Result
	// Since is when the first of those came in, and At when the last did, by
	// this machine's clock.
	Since, At time.Time
}

// remembered is how many rounds before the last one are kept: of several pods
// behind one name each may answer with something else, of the same status.
const remembered = 4

// Probe is a pod that tries things. It is safe for concurrent use.
type Probe struct {
	cluster *cluster.Cluster
	who     Identity
	tries   []Try
	options Options
	mark    string

	cancel  context.CancelFunc
	ended   chan struct{}
	changed chan struct{}

	mu       sync.Mutex
	owner    owner
	address  string
	outcomes map[string]Outcome
	unasked  string
	// renewals counts how often all was forgotten. The log is then read from where
	// it is, with stopReading, and of each try the first round that it tells of is
	// left out, for that one may have begun before.
	renewals    int
	stopReading context.CancelFunc
	heard       map[string]bool
	// found is set once the present pod has found anything, also what was forgotten
	// since.
	found bool
}

// Start begins to try, each round after round, and returns at once. Whoever
// starts a probe has to stop it; the end of ctx alone leaves its Job to its
// own deadline.
func Start(ctx context.Context, c *cluster.Cluster, who Identity, tries []Try, options Options) *Probe {
	ctx, cancel := context.WithCancel(ctx)
	p := &Probe{
		cluster: c, who: who, tries: tries, options: options.orDefault(), mark: rand.Text(),
		cancel: cancel, ended: make(chan struct{}), changed: make(chan struct{}, 1),
		outcomes: map[string]Outcome{},
	}
	go p.run(ctx)
	return p
}

// Latest is what came of each try's last round, by its key. Tries of which
// nothing is known yet are not among them; pending then says what is waited
// for, or unasked why nothing comes.
func (p *Probe) Latest() (outcomes map[string]Outcome, pending, unasked string) {
	p.mu.Lock()
	defer p.mu.Unlock()
	if len(p.outcomes) < len(p.tries) && p.unasked == "" {
		pending = fmt.Sprintf("a probe is starting in namespace %s", p.who.Namespace)
	}
	return maps.Clone(p.outcomes), pending, p.unasked
}

// Renew forgets what was found: from now on only rounds count that begin after
// this call, as if the probe had been started just now. The pod goes on.
func (p *Probe) Renew() {
	p.mu.Lock()
	defer p.mu.Unlock()
	p.renewals++
	clear(p.outcomes)
	p.heard = map[string]bool{}
	if p.stopReading != nil {
		p.stopReading()
	}
}

// Changed signals that Latest may say something else than before. Signals that
// come while nobody listens are joined into one.
func (p *Probe) Changed() <-chan struct{} { return p.changed }

// Stop ends the probe, deletes all of it and returns when it is gone, at the
// latest after a minute. It may be called again.
func (p *Probe) Stop(ctx context.Context) error {
	p.cancel()
	ctx, cancel := context.WithTimeout(ctx, removal)
	defer cancel()
	select {
	case <-p.ended:
	case <-ctx.Done():
	}
	return remove(ctx, p.cluster, p.who.Namespace, Label+"="+p.mark)
}

// take keeps what one round of a try found, as it was read after so many renewals.
func (p *Probe) take(l line, renewals int) {
	p.mu.Lock()
	defer p.mu.Unlock()
	p.found = true
	try := p.tries[l.index]
	switch {
	case renewals != p.renewals:
		return
	case renewals > 0 && !p.heard[try.Key]:
		p.heard[try.Key] = true
		return
	}
	before, known := p.outcomes[try.Key]
	if known && l.round <= before.Round {
		return // read once more, after the log broke off
	}
	now := time.Now()
	o := Outcome{Result: try.result(l, p.mark), Round: l.round, Alike: 1, Since: now, At: now}
	if known {
		o.Before = append([]Result{before.Result}, before.Before[:min(len(before.Before), remembered-1)]...)
		if o.alike(before.Result) {
			o.Alike, o.Since = before.Alike+1, before.Since
		}
	}
	if p.options.Each != nil {
		p.options.Each(try.Key, o.Result)
	}
	p.outcomes[try.Key] = o
	p.unasked = ""
	p.signal()
}

// at keeps the address of the probe's pod.
func (p *Probe) at(address string) {
	p.mu.Lock()
	defer p.mu.Unlock()
	p.address = address
}

// refuse says why nothing comes; what was known is of the past then.
func (p *Probe) refuse(why string) {
	p.mu.Lock()
	defer p.mu.Unlock()
	if p.unasked == why {
		return
	}
	p.unasked = why
	clear(p.outcomes)
	p.signal()
}

// begin forgets what another pod found, and keeps why there was none.
func (p *Probe) begin() {
	p.mu.Lock()
	defer p.mu.Unlock()
	p.found = false
	if len(p.outcomes) > 0 {
		clear(p.outcomes)
		p.signal()
	}
}

// fruitful reports whether the present pod has found anything.
func (p *Probe) fruitful() bool {
	p.mu.Lock()
	defer p.mu.Unlock()
	return p.found
}

func (p *Probe) signal() {
	select {
	case p.changed <- struct{}{}:
	default:
	}
}
