package main

import (
	"context"
	"fmt"
	"os/exec"
	"syscall"
	"time"
)

// command is a program that is asked to end, and so can tidy up, when ctx is
// done.
func command(ctx context.Context, name string, args ...string) *exec.Cmd {
	c := exec.CommandContext(ctx, name, args...)
	c.Cancel = func() error { return c.Process.Signal(syscall.SIGTERM) }
	c.WaitDelay = 30 * time.Second
	return c
}

// do runs a program of which only success is of interest.
func do(ctx context.Context, name string, args ...string) error {
	if out, err := command(ctx, name, args...).CombinedOutput(); err != nil {
		return fmt.Errorf("%s %v: %w\n%s", name, args, err, out)
	}
	return nil
}

func (b *bench) lab(ctx context.Context, args ...string) error {
	return do(ctx, "kubectl-mastery-lab", args...)
}

// wait lets time pass.
func wait(ctx context.Context, d time.Duration) error {
	select {
	case <-ctx.Done():
		return ctx.Err()
	case <-time.After(d):
		return nil
	}
}
