package main

import (
	"context"
	"errors"
	"fmt"
	"os/exec"
	"time"
)

// calls is how often each of the plugin's commands is measured.
const calls = 10

// plugin measures the plugin's own commands.
func (b *bench) plugin(ctx context.Context) error {
	time1 := func(name string, want int, args ...string) error {
		var took []float64
		for range calls {
			began := time.Now()
			out, err := command(ctx, "kubectl-mastery", args...).CombinedOutput()
			took = append(took, time.Since(began).Seconds())
			var exit *exec.ExitError
			if err != nil && (!errors.As(err, &exit) || exit.ExitCode() != want) {
				return fmt.Errorf("kubectl mastery %v: %w\n%s", args, err, out)
			}
		}
		row(name, "%.2f", took...)
		return nil
	}
	if err := time1("`kubectl mastery version`, s", 0, "version"); err != nil {
		return err
	}
	began := time.Now()
	out, err := command(ctx, "kubectl-mastery", "start", "l1-pod-crash", "--yes", "--seed", "1").CombinedOutput()
	if err != nil {
		return fmt.Errorf("start: %w\n%s", err, out)
	}
	row("`start l1-pod-crash`, until its symptom shows, s", "%.1f", time.Since(began).Seconds())
	if err := time1("`verify --no-wait`, not solved, s", 1, "verify", "--no-wait"); err != nil {
		return err
	}
	began = time.Now()
	if out, err = command(ctx, "kubectl-mastery", "stop").CombinedOutput(); err != nil {
		return fmt.Errorf("stop: %w\n%s", err, out)
	}
	row("`stop`, until nothing is left, s", "%.1f", time.Since(began).Seconds())
	return nil
}
