package author

import (
	"cmp"
	"context"
	"errors"
	"fmt"
	"maps"
	"slices"
	"strings"
	"sync"
	"time"

	"github.com/kubectl-mastery/kubectl-mastery/pkg/challenge"
	"github.com/kubectl-mastery/kubectl-mastery/pkg/check"
	"github.com/kubectl-mastery/kubectl-mastery/pkg/cluster"
	"github.com/kubectl-mastery/kubectl-mastery/pkg/mutant"
	"github.com/kubectl-mastery/kubectl-mastery/pkg/verification"
)

// removeTimeout bounds the removal of one case's namespaces.
const removeTimeout = 3 * time.Minute

// Prover runs the cases of one challenge on a cluster.
type Prover struct {
	Cluster   *cluster.Cluster
	Challenge *challenge.Challenge
	// Registry stands in for the one that images are named with, if not empty.
	Registry string
	// Env is the environment of the scripts, besides the namespaces.
	Env []string
	// Pool has the room for cases; provers of several challenges may share one.
	Pool *Pool
	// Keep leaves the namespaces of the first case that does not go as it must.
	Keep bool
	// Mutants says that the state which a right proof has solved is changed in one
	// thing after the other; Harmless are the changes that may pass.
	Mutants  bool
	Harmless []mutant.Harmless
	// Done is told each outcome as it comes, one at a time.
	Done func(Outcome)

	attempts attempts // at mutants on the cluster
	stands   stands   // where a case may begin without deploying anything
	// turn is when its cases may begin, nil where that is at once; passOn says that
	// they have, nil where nobody waits for that.
	turn    <-chan struct{}
	passOn  func()
	mu      sync.Mutex
	network string // what a case has found out of it, for those after it
	kept    bool   // namespaces were left
}

// Run runs all cases and returns their outcomes in the given order.
func (p *Prover) Run(ctx context.Context, cases []Case) ([]Outcome, error) {
	defer p.pass()
	judge, err := check.NewJudge(p.Challenge)
	if err != nil {
		return nil, err
	}
	weight, err := weigh(p.Challenge, p.Pool.cpu)
	if err != nil {
		return nil, err
	}
	var (
		mu       sync.Mutex
		group    sync.WaitGroup
		outcomes = make([]Outcome, len(cases))
		errs     []error
	)
	remove := func(stands []*stand) {
		for _, s := range stands {
			group.Go(func() {
				err := p.remove(ctx, s)
				mu.Lock()
				defer mu.Unlock()
				errs = append(errs, err)
			})
		}
	}
	order, reaches, err := p.order(cases)
	if err != nil {
		return nil, err
	}
	if err := p.await(ctx); err != nil {
		return nil, err
	}
	p.stands.expect(cases)
	for _, i := range order {
		if reaches[i] == alone {
			p.pass()
		}
		leave, err := p.Pool.enter(ctx, weight, reaches[i])
		if err != nil {
			break // interrupted: what runs is still cleared away
		}
		s, spare := p.stands.take(cases[i].Fault)
		remove(spare)
		group.Go(func() {
			defer leave()
			began := time.Now()
			o := p.try(ctx, judge, s, cases[i], i)
			o.Took = time.Since(began)
			mu.Lock()
			defer mu.Unlock()
			outcomes[i] = o
			if p.Done != nil {
				p.Done(o)
			}
		})
	}
	p.pass()
	group.Wait()
	remove(p.stands.all())
	group.Wait()
	return outcomes, errors.Join(append(errs, ctx.Err())...)
}

// order is the order in which the cases are run, last those that must be alone,
// and how far each of them reaches. Those with the same fault follow each other,
// for the stands they share; of them begin first those that take longest.
func (p *Prover) order(cases []Case) (order []int, reaches []reach, err error) {
	for i := range cases {
		r, err := reachOf(p.Challenge, cases[i].Proof)
		if err != nil {
			return nil, nil, err
		}
		order, reaches = append(order, i), append(reaches, r)
	}
	slices.SortStableFunc(order, func(a, b int) int {
		return cmp.Or(
			cmp.Compare(reaches[a], reaches[b]),
			cmp.Compare(cases[a].Fault, cases[b].Fault),
			cmp.Compare(p.briefness(cases[a]), p.briefness(cases[b])),
		)
	})
	return order, reaches, nil
}

// briefness is 0 for a case whose mutants are tried after it, otherwise 1.
func (p *Prover) briefness(c Case) int {
	if p.Mutants && c.Proof != nil && c.Proof.Right {
		return 0
	}
	return 1
}

// try tries a case in s, or where that is nil in a stand of its own.
func (p *Prover) try(ctx context.Context, judge *check.Judge, s *stand, c Case, number int) (o Outcome) {
	o.Case = c
	bounded, cancel := context.WithTimeout(ctx, caseTime(p.Challenge))
	defer cancel()
	if s == nil {
		s = p.newStand(judge, c, number)
		if o.Err = p.deploy(bounded, s); o.Err != nil {
			return o
		}
	}
	s.use(c)
	defer func() {
		if o.Err != nil && p.keeps() {
			o.Kept = slices.Sorted(maps.Values(s.deployment.Namespaces))
			return
		}
		if again, err := reusable(o); err == nil && again && p.stands.wanted(c.Fault) && p.revert(ctx, s) && p.stands.put(s) {
			return
		}
		o.Err = errors.Join(o.Err, p.remove(ctx, s))
	}()
	o.Err = p.decide(bounded, ctx, s, &o)
	if o.Err != nil && len(s.used) > 0 {
		o.Err = fmt.Errorf("%w (where there were before: %s)", o.Err, strings.Join(s.used, ", "))
	}
	s.used = append(s.used, c.Name)
	return o
}

// decide lets a case take its course, and compares what comes of it with what
// has to. Mutants have their own bounds on time, within ctx.
func (p *Prover) decide(bounded, ctx context.Context, s *stand, o *Outcome) error {
	if err := p.lead(bounded, s); err != nil {
		return err
	}
	options := verification.Options{}
	if s.of.Proof != nil {
		options.Decided, options.Brief = s.of.Proof.Fails, s.of.Want == check.Fail
	}
	if err := p.glance(bounded, s); err != nil {
		return err
	}
	mutants := p.Mutants && s.of.Proof != nil && s.of.Proof.Right
	if mutants { // which are verified with the same watches and probes
		if err := s.open(bounded); err != nil {
			return err
		}
		defer s.close(ctx)
	}
	report, err := p.verify(bounded, s, options)
	if err != nil {
		return err
	}
	o.judge(report)
	if mutants && o.OK() {
		o.Mutants, o.Err = p.mutants(ctx, s, report.Evidence)
	}
	return o.Err
}

// remove takes a stand out of the cluster, also where ctx has ended.
func (p *Prover) remove(ctx context.Context, s *stand) error {
	ctx, cancel := context.WithTimeout(context.WithoutCancel(ctx), removeTimeout)
	defer cancel()
	return s.deployment.Remove(ctx)
}

// keeps reports whether a case that failed is the one to be left.
func (p *Prover) keeps() bool {
	p.mu.Lock()
	defer p.mu.Unlock()
	keeps := p.Keep && !p.kept
	p.kept = p.kept || keeps
	return keeps
}

// known keeps what was found out about the network, and gives what is known.
func (p *Prover) known(network string) string {
	p.mu.Lock()
	defer p.mu.Unlock()
	if network != "" {
		p.network = network
	}
	return p.network
}
