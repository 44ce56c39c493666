package lab

import (
	"context"
	"fmt"

	"github.com/kubectl-mastery/kubectl-mastery/lab/addon"
	"github.com/kubectl-mastery/kubectl-mastery/lab/component"
	"github.com/kubectl-mastery/kubectl-mastery/lab/kubeapi"
	"github.com/kubectl-mastery/kubectl-mastery/lab/state"
)

// agentsText says what is so when the nodes' agents work.
func (u *upper) agentsText() string {
	if u.lab.Has(state.NetworkPolicy) {
		return "policies hold, volumes can be made"
	}
	return "volumes can be made"
}

// awaitAgents lets the nodes' agents ask the API for what they need, puts the
// StorageClasses into a new cluster, and returns when each agent does its work.
// In a lab that was stopped the classes are as the user has left them.
func (u *upper) awaitAgents(ctx context.Context, client *kubeapi.Client) error {
	if err := awaitAPI(ctx, u.lab, u.dir, client); err != nil {
		return err
	}
	manifests := addon.Agent()
	if u.created {
		manifests += "---\n" + addon.Storage()
	}
	objects, err := kubeapi.Objects(manifests)
	if err != nil {
		return err
	}
	if err := client.Apply(ctx, objects...); err != nil {
		return fmt.Errorf("let the nodes' agents work: %w", err)
	}
	for _, n := range u.lab.Nodes {
		if err := u.dir.Node(n.Name).AwaitReady(ctx, component.Agent); err != nil {
			return fmt.Errorf("wait for the agent of node %s: %w", n.Name, err)
		}
	}
	return nil
}
