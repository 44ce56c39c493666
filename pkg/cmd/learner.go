package cmd

import (
	"context"
	"fmt"
	"os"
	"os/user"
	"strings"

	"github.com/kubectl-mastery/kubectl-mastery/pkg/record"
)

// whoIs is the learner: as given, as remembered, or as the API server knows
// them. Where that identity is one that many share, a name is asked for once,
// and until then the one that is supposed is meant, or the user of this machine.
func (s *session) whoIs(ctx context.Context, ask bool, supposed string) (string, error) {
	if s.learner != "" {
		return s.learner, nil
	}
	if s.local.Learner != "" {
		return s.local.Learner, nil
	}
	name, groups, err := s.cluster.Identity(ctx)
	if err != nil {
		return "", err
	}
	if !record.Generic(name, groups) {
		return name, nil
	}
	fallback := supposed
	if fallback == "" {
		if fallback, err = record.LastLearner(s.state); err != nil {
			return "", err
		}
	}
	if fallback == "" {
		fallback = localUser()
	}
	if ask {
		s.term.Say("The cluster knows you as %s, a name that many share. Your progress is kept under a name of your own, in this cluster and on this machine.", name)
		if fallback, err = s.askName(ctx, fallback); err != nil {
			return "", err
		}
		s.local.Learner = fallback
		s.remember() // whatever comes of it, the question was answered
	}
	s.local.Learner = fallback
	return fallback, nil
}

// askName asks for a name until there is one: who expects to be asked for leave
// answers with yes or no.
func (s *session) askName(ctx context.Context, fallback string) (string, error) {
	for {
		name, err := s.term.Ask(ctx, fmt.Sprintf("Name to keep your progress under [%s]: ", fallback), fallback)
		if err != nil {
			return "", err
		}
		switch strings.ToLower(name) {
		case "y", "yes", "n", "no":
			s.term.Say("%q is no name. Nothing is created before you are asked; type a name, or press Enter for %s.", name, fallback)
		default:
			return name, nil
		}
	}
}

func localUser() string {
	if u, err := user.Current(); err == nil && u.Username != "" {
		return u.Username
	}
	if name := os.Getenv("USER"); name != "" {
		return name
	}
	return "learner"
}
