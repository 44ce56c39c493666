package author

import (
	"context"
	"fmt"

	"github.com/kubectl-mastery/kubectl-mastery/pkg/check"
	"github.com/kubectl-mastery/kubectl-mastery/pkg/verification"
)

// unfinished is the kind of proof of which something is still under way when
// its script ends: at once its verdict is settling, and only then another.
const unfinished = "unfinished"

// unknown is the kind of proof after which nobody can tell from the cluster
// whether it is solved: the verdict must say so, and neither pass nor fail.
const unknown = "unknown"

// settles keeps what an unfinished fix comes to.
func (p *Proof) settles(text string) error {
	switch v := check.Verdict(text); {
	case p.Settles == "":
		return fmt.Errorf("only a proof in %s/ settles", unfinished)
	case v != check.Pass && v != check.Fail:
		return fmt.Errorf("settles is %q, not %s or %s", text, check.Pass, check.Fail)
	default:
		p.Settles = v
	}
	return nil
}

// wants are the right verdicts after the proof: in the end, and at once where
// that is looked at.
func (p *Proof) wants() (end, atOnce check.Verdict) {
	switch {
	case p.Settles != "":
		return p.Settles, check.Settling
	case p.Right:
		return check.Pass, ""
	case p.Unknown:
		return check.Unknown, ""
	}
	return check.Fail, ""
}

// Wrong reports whether the proof is a fix that must fail in the end, and
// nothing of it is still under way.
func (p Proof) Wrong() bool { return !p.Right && !p.Unknown && p.Settles == "" }

// glance verifies without waiting, where the case wants that.
func (p *Prover) glance(ctx context.Context, s *stand) error {
	if s.of.AtOnce == "" {
		return nil
	}
	report, err := p.look(ctx, s, verification.Options{})
	if err == nil && report.Verdict != s.of.AtOnce {
		err = fmt.Errorf("at once: %w", unlike(report, s.of.AtOnce))
	}
	return err
}
