package process

import (
	"context"
	"errors"
	"fmt"
	"os"
	"os/signal"
	"sync"
	"syscall"
)

// A Table knows the children that somebody waits for, among all that Reap
// collects.
//
// The first process of a PID namespace inherits every orphan and must reap
// them all with wait4(-1); os/exec would lose its own children to that loop.
type Table struct {
	mu   sync.Mutex
	done map[int]chan syscall.WaitStatus
}

// NewTable returns an empty table. Reap must run for any child to be waited for.
func NewTable() *Table {
	return &Table{done: map[int]chan syscall.WaitStatus{}}
}

// Start runs argv with path as its program. The channel gets the child's
// status when it has ended, and is then closed.
//
// It is a Starter.
func (t *Table) Start(path string, argv []string, attr *syscall.ProcAttr) (int, <-chan syscall.WaitStatus, error) {
	// Reap needs the lock to hand over a status, so a child that ends at once
	// is not reaped before it is known.
	t.mu.Lock()
	defer t.mu.Unlock()
	pid, err := syscall.ForkExec(path, argv, attr)
	if err != nil {
		return 0, nil, fmt.Errorf("start %s: %w", path, err)
	}
	done := make(chan syscall.WaitStatus, 1)
	t.done[pid] = done
	return pid, done, nil
}

// Reap collects ended children until ctx is done.
func (t *Table) Reap(ctx context.Context) {
	ended := make(chan os.Signal, 1)
	signal.Notify(ended, syscall.SIGCHLD)
	defer signal.Stop(ended)
	for {
		t.collect()
		select {
		case <-ctx.Done():
			return
		case <-ended:
		}
	}
}

// collect reaps all children that have ended: signals are not counted, so one
// may stand for many.
func (t *Table) collect() {
	for {
		var status syscall.WaitStatus
		pid, err := syscall.Wait4(-1, &status, syscall.WNOHANG, nil)
		if errors.Is(err, syscall.EINTR) {
			continue
		}
		if err != nil || pid <= 0 {
			return
		}
		t.mu.Lock()
		done := t.done[pid]
		delete(t.done, pid)
		t.mu.Unlock()
		if done != nil {
			done <- status
			close(done)
		}
	}
}
