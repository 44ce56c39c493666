package lab

import (
	"context"
	"errors"
	"fmt"
	"time"

	"golang.org/x/sys/unix"

	"github.com/kubectl-mastery/kubectl-mastery/lab/preflight"
	"github.com/kubectl-mastery/kubectl-mastery/lab/progress"
	"github.com/kubectl-mastery/kubectl-mastery/lab/sandbox"
	"github.com/kubectl-mastery/kubectl-mastery/lab/state"
)

// nodeTimeout bounds how long a node may take to be Ready.
const nodeTimeout = 2 * time.Minute

// StopNode cuts a node's power: all its processes end at once, and its disk
// stays. It tells whether the node was running.
func (m Machine) StopNode(lab *state.Lab, name string) (bool, error) {
	n, unlock, err := m.aboutNode(lab, name)
	if err != nil {
		return false, err
	}
	defer unlock()
	dir := m.Root.Lab(lab.Name).Node(n.Name)
	if off, err := dir.IsOff(); off || err != nil {
		return false, err
	}
	pid, err := m.nodePid(lab, n)
	if err != nil {
		return false, err
	}
	if err := dir.SwitchOff(); err != nil {
		return false, err
	}
	return true, sandbox.Kill(pid, unix.SIGKILL)
}

// StartNode gives a node its power back, and returns when it is Ready. It
// tells whether the node was off.
func (m Machine) StartNode(ctx context.Context, lab *state.Lab, name string, steps *progress.Steps) (bool, error) {
	n, unlock, err := m.aboutNode(lab, name)
	if err != nil {
		return false, err
	}
	defer unlock()
	dir := m.Root.Lab(lab.Name).Node(n.Name)
	if off, err := dir.IsOff(); !off || err != nil {
		return false, err
	}
	client, err := newClient(m.Root.Lab(lab.Name))
	if err != nil {
		return false, err
	}
	ctx, cancel := context.WithTimeoutCause(ctx, nodeTimeout, fmt.Errorf("it was not Ready within %s", nodeTimeout))
	defer cancel()
	since := time.Now()
	if err := dir.SwitchOn(); err != nil {
		return false, err
	}
	err = steps.Do("node "+n.Name+" is Ready", func() error { return awaitNode(ctx, client, n.Name, since) })
	if err != nil {
		return true, fmt.Errorf("wait for node %s: %w", n.Name, err)
	}
	return true, nil
}

// switchOn gives the nodes of a running lab their power back.
func (u *upper) switchOn() error {
	for _, n := range u.lab.Nodes {
		dir := u.dir.Node(n.Name)
		off, err := dir.IsOff()
		if err == nil && off {
			u.since[n.Name] = time.Now()
			err = dir.SwitchOn()
		}
		if err != nil {
			return err
		}
	}
	return nil
}

// aboutNode finds a node of a lab that runs, for a command that alone is at
// work on the lab until unlock is called.
func (m Machine) aboutNode(lab *state.Lab, name string) (n state.Node, unlock func(), err error) {
	if n, err = lab.Node(name); err == nil {
		err = preflight.Root()
	}
	if err != nil {
		return n, nil, err
	}
	lock, err := m.command(lab.Name)
	if err != nil {
		return n, nil, err
	}
	holder, err := state.Holder(m.Root.Lab(lab.Name).MonitorLock())
	if err == nil && holder == 0 {
		err = errNotRunning(lab.Name)
	}
	if err != nil {
		return n, nil, errors.Join(err, lock.Unlock())
	}
	return n, func() { _ = lock.Unlock() }, nil
}

func errNotRunning(name string) error {
	return fmt.Errorf("lab %s does not run; start it with `%s`", name, UpCommand(name))
}

// Stop ends a lab that can be started again as it was; it tells whether it was
// running.
func (m Machine) Stop(lab *state.Lab) (bool, error) {
	if err := preflight.Root(); err != nil {
		return false, err
	}
	lock, err := m.command(lab.Name)
	if err != nil {
		return false, err
	}
	defer lock.Unlock()
	holder, err := state.Holder(m.Root.Lab(lab.Name).MonitorLock())
	if err != nil {
		return false, err
	}
	// One that has crashed may have left something, too.
	return holder != 0, m.stop(lab)
}
