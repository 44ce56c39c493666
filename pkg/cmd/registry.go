package cmd

import (
	"fmt"

	"github.com/kubectl-mastery/kubectl-mastery/pkg/challenge"
	"github.com/kubectl-mastery/kubectl-mastery/pkg/record"
)

// mirrored is where images come from, as --registry has it; empty for the original
// registry.
func (a *app) mirrored() (string, error) {
	if a.registry == "" {
		return "", nil
	}
	registry, err := challenge.ParseRegistry(a.registry)
	if err != nil {
		return "", fmt.Errorf("--registry: %w", err)
	}
	return registry, nil
}

// values are what a run's texts and manifests are filled in with.
func values(run record.Run) challenge.Substitution {
	return challenge.Substitution{Namespaces: run.Namespaces, Registry: run.Registry}
}
