package evidence

import (
	"context"

	"github.com/kubectl-mastery/kubectl-mastery/pkg/check"
	"github.com/kubectl-mastery/kubectl-mastery/pkg/probe"
)

// network is what a session has found out about the cluster's network.
type network struct {
	asked, known bool
	enforces     probe.Network
}

// enforcement says whether the network enforces NetworkPolicies. It is only
// asked where a connection came about steadily that must be refused: on a
// network that enforces nothing no policy would help. Until it is known that
// check waits.
func (s *Session) enforcement(ctx context.Context, answers map[string]check.Answer) string {
	if s.Network != "" {
		return s.Network
	}
	for _, one := range s.Challenge.Spec.Checks {
		answer, asked := answers[one.Name]
		if !asked || s.Home == "" || one.From() == nil || !one.Refused() || answer.Value["reached"] != true || !answer.Tried() {
			continue
		}
		s.findOut(ctx)
		if _, known := s.enforces(); !known {
			answers[one.Name] = check.Answer{Pending: "a connection came about that should not; finding out whether this network enforces NetworkPolicies"}
		}
	}
	enforces, _ := s.enforces()
	return string(enforces)
}

// findOut asks once for each session, beside all else.
func (s *Session) findOut(ctx context.Context) {
	if s.network.asked {
		return
	}
	s.network.asked = true
	s.stopping.Go(func() {
		enforces, _, end := probe.Enforcement(ctx, s.Cluster, s.Home, probe.Options{Image: s.values().Image(probe.Image)})
		defer end()
		s.mu.Lock()
		s.network.known, s.network.enforces = true, enforces
		s.mu.Unlock()
		select {
		case s.probes.changed <- struct{}{}:
		default:
		}
	})
}

func (s *Session) enforces() (enforces probe.Network, known bool) {
	s.mu.Lock()
	defer s.mu.Unlock()
	return s.network.enforces, s.network.known
}
