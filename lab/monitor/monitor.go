// Package monitor is the one process of a lab that stays on the host: it
// starts the fabric, lends the lab the host's network, and tidies up when the
// fabric has ended.
package monitor

import (
	"context"
	"errors"
	"fmt"
	"log/slog"
	"os"
	"runtime"
	"slices"

	"golang.org/x/sys/unix"

	"github.com/kubectl-mastery/kubectl-mastery/lab/fabric"
	"github.com/kubectl-mastery/kubectl-mastery/lab/gateway"
	"github.com/kubectl-mastery/kubectl-mastery/lab/network"
	"github.com/kubectl-mastery/kubectl-mastery/lab/process"
	"github.com/kubectl-mastery/kubectl-mastery/lab/sandbox"
	"github.com/kubectl-mastery/kubectl-mastery/lab/state"
)

// Command is the hidden command that runs Run.
const Command = "monitor"

// Options name a lab.
type Options = fabric.Options

// A monitor is a lab seen from the host.
type monitor struct {
	Options
	lab    *state.Lab
	plan   network.Plan
	groups *sandbox.Hierarchies
	group  sandbox.Group
	log    *slog.Logger
}

// Groups of the fabric's own process, and of the monitor's where it is in the
// lab's group: on cgroup v2 a group that has groups below has no process.
const (
	fabricGroup  = "fabric"
	monitorGroup = "monitor"
)

// Run is the whole life of the monitor: until the fabric ends, or ctx is done
// and the fabric has been ended. What the lab left on the host is then gone.
func Run(ctx context.Context, o Options, log *slog.Logger) error {
	// The fabric dies with the thread that started it.
	runtime.LockOSThread()
	defer runtime.UnlockOSThread()
	lock, err := state.TryLock(o.Dir.MonitorLock())
	if err != nil {
		return errors.Join(err, sandbox.Report(err))
	}
	m, err := prepare(o, log)
	if err != nil {
		return errors.Join(err, sandbox.Report(err), lock.Unlock())
	}
	child, err := m.start(ctx)
	if unheard := sandbox.Report(err); unheard != nil {
		// That of an up that was killed; the next one finds the lab.
		log.Warn("nobody waits for the lab", "error", unheard)
	}
	if err == nil {
		log.Info("lab started", "lab", m.lab.Name, "fabric", child.Pid)
		select {
		case <-ctx.Done():
			err = sandbox.Kill(child.Pid, unix.SIGKILL)
		case status := <-child.Ended:
			log.Warn("fabric ended", "end", process.Describe(status))
		}
	}
	err = errors.Join(err, m.end())
	log.Info("lab ended", "lab", m.lab.Name, "error", err)
	return errors.Join(err, lock.Unlock())
}

func prepare(o Options, log *slog.Logger) (*monitor, error) {
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
	return &monitor{
		Options: o,
		lab:     lab,
		plan:    plan,
		groups:  groups,
		group:   groups.Lab(o.Dir.Group()),
		log:     log,
	}, nil
}

// start starts the fabric and the gateway, and returns when the nodes have
// started.
func (m *monitor) start(ctx context.Context) (*sandbox.Child, error) {
	own := m.group.Sub(fabricGroup)
	steps := []func() error{m.group.Create, m.group.Delegate, own.Create}
	if m.groups.Managed {
		aside := m.group.Sub(monitorGroup)
		steps = slices.Insert(steps, 1, aside.Create, func() error { return aside.Add(os.Getpid()) })
	}
	for _, do := range steps {
		if err := do(); err != nil {
			return nil, err
		}
	}
	child, err := sandbox.Start(process.Start, os.Stderr, fabric.Command,
		"--dir", string(m.Dir), "--payload", m.Payload)
	if err != nil {
		return nil, err
	}
	if err := own.Add(child.Pid); err != nil {
		return nil, err
	}
	if err := network.ConnectHost(m.plan, string(m.Dir), child.Pid); err != nil {
		return nil, err
	}
	stop := context.AfterFunc(ctx, child.Kill)
	defer stop()
	if err := child.Release(); err != nil {
		return nil, fmt.Errorf("start the lab: %w", err)
	}
	var g *gateway.Gateway
	err = sandbox.InNetwork(child.Pid, func() error {
		var err error
		g, err = gateway.Listen(m.plan, m.log)
		return err
	})
	if err != nil {
		return nil, err
	}
	go g.Serve(ctx)
	return child, nil
}

// end removes what the lab has on the host.
func (m *monitor) end() error {
	if !m.groups.Managed {
		return Clean(m.lab, m.Dir, m.groups)
	}
	// The group is also that of this process, and goes with it.
	return errors.Join(m.group.Empty(), network.DisconnectHost(m.plan, string(m.Dir)))
}

// Made tells whether a control group is, by what is in it, one that a monitor made.
func Made(group sandbox.Group) bool { return group.Sub(fabricGroup).Exists() }

// Clean ends whatever still runs of a lab, and removes what it has on the
// host. The directory of the lab stays.
func Clean(lab *state.Lab, dir state.Dir, groups *sandbox.Hierarchies) error {
	plan, err := lab.Plan()
	if err != nil {
		return err
	}
	if err := groups.Lab(dir.Group()).Empty(); err != nil {
		return err
	}
	return errors.Join(network.DisconnectHost(plan, string(dir)), groups.Discard(dir.Group()))
}
