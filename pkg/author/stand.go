package author

import (
	"context"
	"fmt"

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
	changed *mutant.Mutant
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
func (p *Prover) look(ctx context.Context, s *stand, o verification.Options) (verification.Report, error) {
	s.collector.Network = p.known("")
	o.Baseline, o.Bound = s.baseline, p.Challenge.Settle()
	report, err := verification.Run(ctx, s.collector, s.judge, o)
	if err == nil {
		_ = report.Tidied() // what is left goes with the namespace
		p.known(report.Network)
	}
	return report, err
}
