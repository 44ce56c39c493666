package cmd

import (
	"context"
	"fmt"

	"github.com/kubectl-mastery/kubectl-mastery/pkg/capability"
	"github.com/kubectl-mastery/kubectl-mastery/pkg/challenge"
	"github.com/kubectl-mastery/kubectl-mastery/pkg/check"
)

// able refuses a challenge of which this cluster is known to lack what it
// requires. What only trying tells is not in the way, nor is what is started
// already.
func (s *session) able(ctx context.Context, c *challenge.Challenge) error {
	if _, ok := s.openRun(c.ID()); ok {
		return nil
	}
	network := ""
	if s.local.Enforces {
		network = check.Enforces
	}
	lacking := capability.Lacks(ctx, s.cluster, network, c.Spec.Requires)
	if len(lacking) == 0 {
		return nil
	}
	lack := lacking[0]
	return fmt.Errorf("%s needs %s, and %s; to get it: %s; to try all the same, add --anyway",
		c.ID(), challenge.Requirements()[lack.Name], lack.Says, capability.Advice(lack.Name))
}
