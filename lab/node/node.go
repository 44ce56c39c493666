// Package node is the first process of a node: it builds what the node sees,
// and starts, watches and restarts the node's components.
package node

import (
	"context"
	"errors"
	"fmt"
	"log/slog"
	"os"
	"path/filepath"

	"golang.org/x/sys/unix"

	"github.com/kubectl-mastery/kubectl-mastery/lab/component"
	"github.com/kubectl-mastery/kubectl-mastery/lab/image"
	"github.com/kubectl-mastery/kubectl-mastery/lab/network"
	"github.com/kubectl-mastery/kubectl-mastery/lab/process"
	"github.com/kubectl-mastery/kubectl-mastery/lab/sandbox"
	"github.com/kubectl-mastery/kubectl-mastery/lab/state"
)

// Hidden commands that run Enter and Run.
const (
	Command       = "node-outside"
	InsideCommand = "node-inside"
)

// names is where the programs of Kubernetes have their names.
const names = "/opt/mastery-lab/names"

// programs is the PATH of a node: the payload's, then the host's.
const programs = names + ":/opt/mastery-lab/bin:/usr/local/sbin:/usr/local/bin:/usr/sbin:/usr/bin:/sbin:/bin"

// Options name a node.
type Options struct {
	Dir     state.Dir
	Name    string
	Payload string
}

// Enter moves the node's first process into its control group for good, and
// then runs Run as command InsideCommand. It returns only if it cannot.
func Enter(o Options) error {
	err := sandbox.EnterCgroupNamespace(InsideCommand, "--dir", string(o.Dir), "--node", o.Name, "--payload", o.Payload)
	return errors.Join(err, sandbox.Report(err))
}

// Run is the whole life of the node. It returns only if the node cannot start.
func Run(ctx context.Context, o Options, log *slog.Logger) error {
	sandbox.Resume()
	super, parts, err := prepare(o, log)
	if err == nil {
		super.start(ctx, parts)
	}
	if reported := sandbox.Report(err); reported != nil {
		return reported
	}
	if err != nil {
		return err
	}
	super.table.Reap(ctx)
	return nil
}

// prepare does all that comes before the first component.
func prepare(o Options, log *slog.Logger) (*supervisor, []component.Component, error) {
	lab, err := state.Read(o.Dir)
	if err != nil {
		return nil, nil, err
	}
	self, err := lab.Node(o.Name)
	if err != nil {
		return nil, nil, err
	}
	plan, err := lab.Plan()
	if err != nil {
		return nil, nil, err
	}
	index, err := image.ReadIndex(filepath.Join(o.Payload, "images"))
	if err != nil {
		return nil, nil, err
	}
	pause, err := index.Find("registry.k8s.io/pause")
	if err != nil {
		return nil, nil, err
	}
	config := component.Node{
		Name:               self.Name,
		Number:             self.Number,
		ControlPlane:       self.ControlPlane,
		Reserved:           self.ControlPlane && len(lab.Nodes) > 1,
		Policies:           lab.Has(state.NetworkPolicy),
		Plan:               plan,
		Domain:             lab.DNSDomain(),
		PodSecurity:        lab.PodSecurity,
		GCPercent:          lab.GCPercent,
		PauseImage:         pause,
		Proxy:              lab.Proxy,
		InsecureRegistries: lab.InsecureRegistries,
	}
	if err := enterRoot(o, lab, plan, config); err != nil {
		return nil, nil, fmt.Errorf("build the node's file system: %w", err)
	}
	if err := forgetAddresses(addresses); err != nil {
		return nil, nil, err
	}
	if err := unix.Sethostname([]byte(self.Name)); err != nil {
		return nil, nil, fmt.Errorf("name the node: %w", err)
	}
	if err := os.Setenv("PATH", programs); err != nil {
		return nil, nil, fmt.Errorf("set path: %w", err)
	}
	if err := network.ConfigureNode(plan, self.Number, len(lab.Nodes)); err != nil {
		return nil, nil, err
	}
	// Nothing is reaped by others yet, so nft can be waited for as usual.
	if err := network.ApplyRules(network.NodeRules(plan)); err != nil {
		return nil, nil, err
	}
	return newSupervisor(process.NewTable(), log), config.Components(), nil
}
