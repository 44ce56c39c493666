package author

import (
	"context"
	"fmt"
	"io/fs"
	"time"

	"github.com/kubectl-mastery/kubectl-mastery/pkg/check"
	"github.com/kubectl-mastery/kubectl-mastery/pkg/cluster"
	"github.com/kubectl-mastery/kubectl-mastery/pkg/mutant"
	"github.com/kubectl-mastery/kubectl-mastery/pkg/verification"
)

// mutantTimeout bounds one mutant on the cluster: the change, a verification,
// putting it back, another one.
const mutantTimeout = 10 * time.Minute

// Harmless reads which mutants the challenge in fsys declares harmless.
func Harmless(fsys fs.FS, proofs []Proof) ([]mutant.Harmless, error) {
	var names []string
	for _, p := range proofs {
		if p.Right {
			names = append(names, p.Name)
		}
	}
	return mutant.ReadHarmless(fsys, names)
}

// Score sums up the mutants of all outcomes; whole says that no case was left out.
func Score(outcomes []Outcome, declared []mutant.Harmless, whole bool) mutant.Score {
	var trials []mutant.Trial
	for _, o := range outcomes {
		whole = whole && o.OK()
		trials = append(trials, o.Mutants...)
	}
	return mutant.Sum(trials, declared, whole)
}

// mutants tries each mutant of the state that a right proof has solved: on what
// was recorded of it, and those that are not caught so, on the cluster.
func (p *Prover) mutants(ctx context.Context, s *stand, solved check.Evidence) ([]mutant.Trial, error) {
	began := time.Now()
	objects, err := s.collector.Record(ctx)
	if err != nil {
		return nil, err
	}
	recording := &mutant.Recording{
		Judge: s.judge, Observe: s.collector.Observe, Objects: objects, Baseline: s.baseline, Evidence: solved,
	}
	if err := recording.Solved(); err != nil {
		return nil, err
	}
	var (
		all    = mutant.All(p.Challenge, s.deployment.Namespaces, objects)
		trials = make([]mutant.Trial, len(all))
		live   []int
	)
	for i, m := range all {
		trials[i] = mutant.Trial{Mutant: m.Name, Case: s.of.Name, Proof: s.of.Proof.Name}
		if verdict := check.Overall(recording.Results(m)); verdict == check.Fail {
			trials[i].Verdict = verdict
		} else {
			live = append(live, i)
		}
		trials[i].Took, began = time.Since(began), time.Now()
	}
	return trials, p.onCluster(ctx, s, all, trials, live)
}

// onCluster tries those mutants on the cluster that left names, and adds to the
// trials what came of them. What another case is trying comes last: it may pass
// there.
func (p *Prover) onCluster(ctx context.Context, s *stand, all []mutant.Mutant, trials []mutant.Trial, left []int) error {
	for len(left) > 0 {
		var (
			busy  []int
			other <-chan struct{}
		)
		for _, i := range left {
			key := p.declaration(all[i].Name, trials[i].Proof)
			passed, running := p.attempts.begin(key)
			if passed {
				continue
			}
			if running != nil {
				busy, other = append(busy, i), running
				continue
			}
			began := time.Now()
			report, err := p.live(ctx, s, all[i])
			p.attempts.end(key, err == nil && report.Verdict != check.Fail)
			if err != nil {
				return fmt.Errorf("mutant %q: %w", all[i].Name, cluster.Explain(err))
			}
			trials[i].Verdict, trials[i].Live, trials[i].Took = report.Verdict, true, trials[i].Took+time.Since(began)
			trials[i].Why = failures(report)
		}
		if len(busy) == len(left) { // there is nothing to do meanwhile, nor to ask
			s.close(ctx)
			select {
			case <-other:
			case <-ctx.Done():
				return ctx.Err()
			}
		}
		left = busy
	}
	return nil
}

// declaration is by what a mutant is known that passed: by its name, and where
// it is declared harmless after some proofs, by the proof, since each of them
// has to bear that out.
func (p *Prover) declaration(name, proof string) string {
	for _, h := range p.Harmless {
		if h.Covers(name, proof) && len(h.Proofs) > 0 {
			return name + " after " + proof
		}
	}
	return name
}

// live makes the change in the cluster, from a solved state, and verifies.
func (p *Prover) live(ctx context.Context, s *stand, m mutant.Mutant) (verification.Report, error) {
	ctx, cancel := context.WithTimeout(ctx, mutantTimeout)
	defer cancel()
	if err := p.restore(ctx, s); err != nil {
		return verification.Report{}, err
	}
	if err := s.open(ctx); err != nil {
		return verification.Report{}, err
	}
	s.changed = &m
	if err := m.Apply(ctx, p.Cluster); err != nil {
		return verification.Report{}, err
	}
	return p.verify(ctx, s, verification.Options{Brief: true})
}

// restore leads back to a solved state, which a verification must confirm: what
// was changed is put back, or where that does not get there, all of the case is
// deployed anew. That what is there again lasts, and survives harm, was seen
// before.
func (p *Prover) restore(ctx context.Context, s *stand) error {
	if s.changed == nil {
		return nil
	}
	if err := s.changed.Undo(ctx, p.Cluster); err == nil {
		report, err := p.verify(ctx, s, verification.Options{Brief: true, Unharmed: true, Unheld: true})
		if err != nil || report.Verdict == check.Pass || report.Verdict == check.Later {
			s.changed = nil
			return err
		}
	}
	s.close(ctx)
	if err := s.deployment.Remove(ctx); err != nil {
		return err
	}
	if err := p.deploy(ctx, s); err != nil {
		return err
	}
	if err := p.lead(ctx, s); err != nil {
		return err
	}
	report, err := p.verify(ctx, s, verification.Options{Brief: true})
	if err == nil && report.Verdict != check.Pass {
		err = fmt.Errorf("verdict %s when the case is run once more", report.Verdict)
	}
	s.changed = nil
	return err
}
