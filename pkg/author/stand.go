package author

import (
	"context"
	"fmt"

	metav1 "k8s.io/apimachinery/pkg/apis/meta/v1"

	"github.com/kubectl-mastery/kubectl-mastery/pkg/check"
	"github.com/kubectl-mastery/kubectl-mastery/pkg/evidence"
	"github.com/kubectl-mastery/kubectl-mastery/pkg/mutant"
	"github.com/kubectl-mastery/kubectl-mastery/pkg/scenario"
	"github.com/kubectl-mastery/kubectl-mastery/pkg/verification"
)

// stand is one case as it stands in the cluster.
type stand struct {
	of         Case
	judge      *check.Judge
	deployment *scenario.Deployment
	collector  *evidence.Collector
	baseline   map[string]any
	// changed is what was last changed of the solved state; nil where nothing is.
	// session is what a right proof, and one mutant of it after the other, is
	// verified with; nil where each verification has its own.
	changed *mutant.Mutant
	session *evidence.Session
	// begin is what there was before the first case did anything, and used names
	// the cases that did.
	begin scene
	used  []string
}

// newStand is where a case will be; its namespaces have its number.
func (p *Prover) newStand(judge *check.Judge, c Case, number int) *stand {
	namespaces := map[string]string{}
	for _, alias := range p.Challenge.Namespaces() {
		namespaces[alias] = fmt.Sprintf("mastery-%s-%s-%d", p.Challenge.ID(), alias, number)
	}
	return &stand{
		judge: judge,
		deployment: &scenario.Deployment{
			Cluster: p.Cluster, Challenge: p.Challenge, Run: fmt.Sprintf("prove-%d", number), Fault: c.Fault, Namespaces: namespaces, Registry: p.Registry,
		},
	}
}

// use gives the stand to a case, which knows nothing of those before it.
func (s *stand) use(c Case) {
	s.of = c
	s.collector = &evidence.Collector{
		Cluster: s.deployment.Cluster, Challenge: s.deployment.Challenge, Namespaces: s.deployment.Namespaces, Registry: s.deployment.Registry, Home: metav1.NamespaceDefault,
	}
}

func (p *Prover) deploy(ctx context.Context, s *stand) (err error) {
	s.baseline, err = s.deployment.Create(ctx)
	return err
}

// lead waits for the symptom and runs the proof, if the case has one.
func (p *Prover) lead(ctx context.Context, s *stand) (err error) {
	if err := s.deployment.AwaitSymptom(ctx); err != nil {
		return fmt.Errorf("the symptom did not show: %w", err)
	}
	if s.begin == nil {
		if s.begin, err = s.record(ctx); err != nil {
			return err
		}
	}
	if s.of.Proof != nil {
		s.collector.Given, err = p.script(ctx, s.of.Proof.Path, s.deployment.Namespaces)
	}
	return err
}

// verify verifies to the end. Which check must be decided, or that the verdict
// is enough, say the options; the rest of them is the case's.
func (p *Prover) verify(ctx context.Context, s *stand, o verification.Options) (verification.Report, error) {
	o.Wait = true
	return p.look(ctx, s, o)
}

// look verifies as the options say, in the case as it stands.
func (p *Prover) look(ctx context.Context, s *stand, o verification.Options) (report verification.Report, err error) {
	s.collector.Network = p.known("")
	o.Baseline, o.Bound = s.baseline, p.Challenge.Settle()
	if s.session == nil {
		report, err = verification.Run(ctx, s.collector, s.judge, o)
	} else {
		report, err = verification.Within(ctx, s.session, s.judge, o)
	}
	if err == nil {
		_ = report.Tidied() // what is left goes with the namespace
		p.known(report.Network)
	}
	return report, err
}

// open keeps watches and probes from one verification to the next.
func (s *stand) open(ctx context.Context) (err error) {
	if s.session == nil {
		s.session, err = s.collector.Open(ctx)
	}
	return err
}

// close ends what open has begun.
func (s *stand) close(ctx context.Context) {
	if s.session != nil {
		_ = s.session.Close(ctx) // what is left goes with the namespace
		s.session = nil
	}
}
