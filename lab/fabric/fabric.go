// Package fabric is the first process of a lab: it joins host and nodes by a
// switch, and keeps the nodes running. Its end is the end of the lab.
package fabric

import (
	"context"
	"errors"
	"fmt"
	"log/slog"
	"os"
	"runtime"
	"time"

	"golang.org/x/sys/unix"

	"github.com/kubectl-mastery/kubectl-mastery/lab/gateway"
	"github.com/kubectl-mastery/kubectl-mastery/lab/network"
	"github.com/kubectl-mastery/kubectl-mastery/lab/node"
	"github.com/kubectl-mastery/kubectl-mastery/lab/process"
	"github.com/kubectl-mastery/kubectl-mastery/lab/sandbox"
	"github.com/kubectl-mastery/kubectl-mastery/lab/state"
)

// Command is the hidden command that runs Run.
const Command = "fabric"

// Options name a lab.
type Options struct {
	Dir     state.Dir
	Payload string
}

// A fabric is the machine room of a lab.
type fabric struct {
	Options
	lab    *state.Lab
	groups sandbox.Group
	table  *process.Table
	log    *slog.Logger
}

// Run is the whole life of the fabric. It returns only if it cannot start.
func Run(ctx context.Context, o Options, log *slog.Logger) error {
	f, err := prepare(o, log)
	if err == nil {
		go f.table.Reap(ctx)
		err = f.startNodes(ctx)
	}
	if reported := sandbox.Report(err); reported != nil {
		return reported
	}
	if err != nil {
		return err
	}
	<-ctx.Done()
	return ctx.Err()
}

func prepare(o Options, log *slog.Logger) (*fabric, error) {
	lab, err := state.Read(o.Dir)
	if err != nil {
		return nil, err
	}
	plan, err := lab.Plan()
	if err != nil {
		return nil, err
	}
	groups, err := sandbox.FindHierarchies()
	if err != nil {
		return nil, err
	}
	if err := sandbox.PrivateMounts(); err != nil {
		return nil, err
	}
	if err := unix.Sethostname([]byte(lab.Title())); err != nil {
		return nil, fmt.Errorf("name the fabric: %w", err)
	}
	if err := network.BuildFabric(plan); err != nil {
		return nil, err
	}
	// Nothing is reaped by others yet, so nft can be waited for as usual.
	if err := network.ApplyRules(network.FabricRules(plan, gateway.Port)); err != nil {
		return nil, err
	}
	return &fabric{
		Options: o,
		lab:     lab,
		groups:  groups.Lab(o.Dir.Group()),
		table:   process.NewTable(),
		log:     log,
	}, nil
}

// startNodes starts all nodes, and returns when each has started for the first
// time.
func (f *fabric) startNodes(ctx context.Context) error {
	started := make(chan error, len(f.lab.Nodes))
	for _, n := range f.lab.Nodes {
		go f.keep(ctx, n, started)
	}
	var errs error
	for range f.lab.Nodes {
		errs = errors.Join(errs, <-started)
	}
	return errs
}

// reboot is the pause before a node that has ended starts again.
const reboot = time.Second

// keep runs a node again and again, as a machine with a watchdog does, but for
// the time in which it is switched off.
func (f *fabric) keep(ctx context.Context, n state.Node, started chan<- error) {
	// Nodes die with the thread that started them.
	runtime.LockOSThread()
	for first := true; ; first = false {
		child, err := f.start(n)
		if first {
			started <- err
		}
		if err == nil {
			f.log.Warn("node ended", "node", n.Name, "end", process.Describe(<-child.Ended))
		} else {
			f.log.Error("node cannot start", "node", n.Name, "error", err)
		}
		if err := f.pause(ctx, n); err != nil {
			f.log.Error("node stays down", "node", n.Name, "error", err)
			return
		}
	}
}

// pause returns when a node that has ended may start again.
func (f *fabric) pause(ctx context.Context, n state.Node) error {
	dir := f.Dir.Node(n.Name)
	if off, err := dir.IsOff(); off || err != nil {
		return errors.Join(err, dir.AwaitOn(ctx))
	}
	select {
	case <-time.After(reboot):
		return nil
	case <-ctx.Done():
		return context.Cause(ctx)
	}
}

// start runs a node's first process up to where its components start.
func (f *fabric) start(n state.Node) (*sandbox.Child, error) {
	group := f.groups.Sub(n.Name)
	// An earlier run may have left the groups of its pods.
	if err := group.Remove(); err != nil {
		return nil, err
	}
	if err := group.Create(); err != nil {
		return nil, err
	}
	child, err := sandbox.Start(f.table.Start, os.Stderr, node.Command,
		"--dir", string(f.Dir), "--node", n.Name, "--payload", f.Payload)
	if err != nil {
		return nil, fmt.Errorf("start node %s: %w", n.Name, err)
	}
	err = group.Add(child.Pid)
	if err == nil {
		err = network.AttachNode(n.Number, child.Pid)
	}
	if err == nil {
		err = child.Release()
	}
	if err == nil {
		return child, nil
	}
	return nil, fmt.Errorf("start node %s: %w", n.Name, errors.Join(err, child.End(unix.SIGKILL)))
}
