package lab

import (
	"bytes"
	"context"
	"errors"
	"fmt"
	"os"
	"time"

	"golang.org/x/sys/unix"

	"github.com/kubectl-mastery/kubectl-mastery/lab/monitor"
	"github.com/kubectl-mastery/kubectl-mastery/lab/sandbox"
)

// start runs the monitor, and returns when the nodes' first processes run.
func (u *upper) start(ctx context.Context) error {
	return u.steps.Do("namespaces, links and nodes started", func() error {
		u.started = true
		for _, n := range u.lab.Nodes {
			u.since[n.Name] = time.Now()
		}
		log, err := os.OpenFile(u.dir.Log(), os.O_CREATE|os.O_APPEND|os.O_WRONLY, 0o644)
		if err != nil {
			return fmt.Errorf("open the lab's log: %w", err)
		}
		defer log.Close()
		for _, n := range u.lab.Nodes {
			if err := u.dir.Node(n.Name).SwitchOn(); err != nil {
				return err
			}
		}
		return u.startMonitor(ctx, log)
	})
}

// startMonitor starts the lab's monitor and lets it go on; it returns when the
// nodes' first processes run.
func (u *upper) startMonitor(ctx context.Context, log *os.File) error {
	groups, err := sandbox.FindHierarchies()
	if err != nil {
		return err
	}
	u.monitor, err = groups.StartDetached(u.dir.Group(), log,
		monitor.Command, "--dir", string(u.dir), "--payload", u.Payload)
	if err != nil {
		return err
	}
	if err := ctx.Err(); err != nil {
		return err
	}
	err = u.monitor.Release()
	if errors.Is(err, sandbox.ErrEnded) {
		// The log goes with the lab, and has said why.
		err = fmt.Errorf("%w: %s", err, lastLine(u.dir.Log()))
	}
	return err
}

// lastLine is the last line of a file; empty if there is none.
func lastLine(path string) string {
	data, err := os.ReadFile(path)
	if err != nil {
		return ""
	}
	data = bytes.TrimSpace(data)
	return string(data[bytes.LastIndexByte(data, '\n')+1:])
}

// undo takes back what a failed call has done.
func (u *upper) undo() error {
	if u.Retain || !u.started && !u.created {
		return nil
	}
	var err error
	if u.monitor != nil {
		err = u.monitor.End(unix.SIGTERM)
	}
	if err == nil {
		err = u.stop(u.lab)
	}
	if err == nil && u.created {
		err = u.dir.Remove()
	}
	if err != nil {
		return fmt.Errorf("take back what was begun: %w", err)
	}
	return nil
}
