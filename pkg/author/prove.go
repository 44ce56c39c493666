package author

import (
	"context"
	"errors"
	"fmt"
	"maps"
	"slices"
	"strings"
	"sync"
	"time"

	metav1 "k8s.io/apimachinery/pkg/apis/meta/v1"

	"github.com/kubectl-mastery/kubectl-mastery/pkg/challenge"
	"github.com/kubectl-mastery/kubectl-mastery/pkg/check"
	"github.com/kubectl-mastery/kubectl-mastery/pkg/cluster"
	"github.com/kubectl-mastery/kubectl-mastery/pkg/evidence"
	"github.com/kubectl-mastery/kubectl-mastery/pkg/mutant"
	"github.com/kubectl-mastery/kubectl-mastery/pkg/scenario"
	"github.com/kubectl-mastery/kubectl-mastery/pkg/verification"
)

// caseTimeout bounds one case: deploy, see the symptom, fix, verify, remove.
const caseTimeout = 5 * time.Minute

// removeTimeout bounds the removal of one case's namespaces.
const removeTimeout = 3 * time.Minute

// Case is one situation whose verdict is known beforehand.
type Case struct {
	// Name says what is tried, such as "cedar right/raise-limit".
	Name string
	// Fault is deployed; empty for the scenario alone.
	Fault string
	// Proof is run then; nil where nothing is done.
	Proof *Proof
	// Want is the right verdict: pass or fail.
	Want check.Verdict
	// AtOnce is the right verdict of a look that waits for nothing; empty where
	// none is taken.
	AtOnce check.Verdict
}

// Outcome is what became of a case.
type Outcome struct {
	Case
	Got check.Verdict
	// Failing lists the checks that did not pass.
	Failing []string
	// Err says what kept the case from being judged as it should be.
	Err  error
	Took time.Duration
	// Kept are the namespaces that were left to be looked at.
	Kept []string
	// Mutants are what became of those of the state that a right proof solved.
	Mutants []mutant.Trial
}

// OK reports whether the case went as it must.
func (o Outcome) OK() bool { return o.Err == nil }

// Prover runs the cases of one challenge on a cluster.
type Prover struct {
	Cluster   *cluster.Cluster
	Challenge *challenge.Challenge
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

	mu      sync.Mutex
	network string          // what a case has found out of it, for those after it
	passing map[string]bool // mutants that passed on the cluster
	kept    bool            // namespaces were left
}

// Cases lists what must be proven: the scenario alone, each fault, and each
// proof on each fault that it applies to.
func Cases(c *challenge.Challenge, proofs []Proof) []Case {
	var cases []Case
	alone := Case{Name: "scenario alone", Want: check.Fail}
	if c.Spec.Type == challenge.Troubleshoot {
		alone.Want = check.Pass
	}
	cases = append(cases, alone)
	for _, f := range c.Spec.Faults {
		cases = append(cases, Case{Name: f.ID, Fault: f.ID, Want: check.Fail})
	}
	for i := range proofs {
		for _, fault := range proofs[i].Faults {
			one := Case{Name: strings.TrimSpace(fault + " " + proofs[i].Name), Fault: fault, Proof: &proofs[i]}
			one.Want, one.AtOnce = proofs[i].wants()
			cases = append(cases, one)
		}
	}
	return cases
}

// Soak is each of the cases in which nothing is done, several times: what a
// learner meets at first has to show itself whenever it is started.
func Soak(cases []Case, times int) []Case {
	var soak []Case
	for _, c := range cases {
		if c.Proof != nil {
			continue
		}
		for i := range times {
			one := c
			one.Name = fmt.Sprintf("%s, time %d", c.Name, i+1)
			soak = append(soak, one)
		}
	}
	return soak
}

// Run runs all cases and returns their outcomes in the given order.
func (p *Prover) Run(ctx context.Context, cases []Case) ([]Outcome, error) {
	judge, err := check.NewJudge(p.Challenge)
	if err != nil {
		return nil, err
	}
	weight, err := weigh(p.Challenge)
	if err != nil {
		return nil, err
	}
	var (
		mu    sync.Mutex
		group sync.WaitGroup
	)
	outcomes := make([]Outcome, len(cases))
	for i := range cases {
		leave, err := p.Pool.enter(ctx, p.Challenge, weight)
		if err != nil {
			break // interrupted: what runs is still cleared away
		}
		group.Go(func() {
			defer leave()
			began := time.Now()
			o := p.try(ctx, judge, cases[i], i)
			o.Took = time.Since(began)
			mu.Lock()
			defer mu.Unlock()
			outcomes[i] = o
			if p.Done != nil {
				p.Done(o)
			}
		})
	}
	group.Wait()
	return outcomes, ctx.Err()
}

func (p *Prover) try(ctx context.Context, judge *check.Judge, c Case, number int) (o Outcome) {
	o.Case = c
	namespaces := map[string]string{}
	for _, alias := range p.Challenge.Namespaces() {
		namespaces[alias] = fmt.Sprintf("mastery-%s-%s-%d", p.Challenge.ID(), alias, number)
	}
	s := &stand{
		of: c, judge: judge,
		deployment: &scenario.Deployment{
			Cluster: p.Cluster, Challenge: p.Challenge, Run: fmt.Sprintf("prove-%d", number), Fault: c.Fault, Namespaces: namespaces,
		},
		collector: &evidence.Collector{
			Cluster: p.Cluster, Challenge: p.Challenge, Namespaces: namespaces, Home: metav1.NamespaceDefault,
		},
	}
	bounded, cancel := context.WithTimeout(ctx, caseTimeout)
	defer cancel()
	if o.Err = p.deploy(bounded, s); o.Err != nil {
		return o
	}
	defer func() {
		if o.Err != nil && p.keeps() {
			o.Kept = slices.Sorted(maps.Values(s.deployment.Namespaces))
			return
		}
		removal, cancel := context.WithTimeout(context.WithoutCancel(ctx), removeTimeout)
		defer cancel()
		o.Err = errors.Join(o.Err, s.deployment.Remove(removal))
	}()
	if o.Err = p.lead(bounded, s); o.Err != nil {
		return o
	}
	options := verification.Options{}
	if c.Proof != nil {
		options.Decided = c.Proof.Fails
	}
	if o.Err = p.glance(bounded, s); o.Err != nil {
		return o
	}
	report, err := p.verify(bounded, s, options)
	if err != nil {
		o.Err = err
		return o
	}
	o.judge(report)
	if p.Mutants && o.OK() && c.Proof != nil && c.Proof.Right {
		o.Mutants, o.Err = p.mutants(ctx, s, report.Evidence)
	}
	return o
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

// judge compares a report with what the case wants.
func (o *Outcome) judge(report verification.Report) {
	o.Got = report.Verdict
	caught := o.Proof == nil || o.Proof.Fails == ""
	for _, r := range report.Results {
		if r.Verdict == check.Pass {
			continue
		}
		o.Failing = append(o.Failing, r.Name)
		if r.Safeguard && o.Proof == nil {
			o.Err = fmt.Errorf("safeguard %q fails before anything was done: %s%s", r.Name, r.Observed, r.Reason)
			return
		}
		if o.Proof != nil && r.Name == o.Proof.Fails {
			caught = caught || r.Verdict == check.Fail
		}
	}
	switch {
	case o.Got != o.Want:
		o.Err = unlike(report, o.Want)
	case o.Want == check.Fail && !caught:
		o.Err = fmt.Errorf("it fails, but not by %q (%s)", o.Proof.Fails, details(report))
	}
}

// unlike says that a report has another verdict than is wanted.
func unlike(report verification.Report, want check.Verdict) error {
	return fmt.Errorf("verdict %s instead of %s (%s)", report.Verdict, want, details(report))
}

// details are the results that do not pass.
func details(report verification.Report) string {
	var found []string
	for _, r := range report.Results {
		if r.Verdict != check.Pass {
			found = append(found, strings.Join([]string{r.Name, string(r.Verdict), r.Observed, r.Reason}, ": "))
		}
	}
	return strings.Join(found, "; ")
}
