// Command bench measures the lab and the plugin on this machine and prints the
// table of docs/performance.md. It boots a lab of its own, several times.
package main

import (
	"context"
	"errors"
	"fmt"
	"os"
	"os/exec"
	"os/signal"
	"path/filepath"
	"slices"
	"strings"
	"syscall"
	"time"
)

const (
	labName = "bench"
	boots   = 5
	calls   = 10
	idle    = 30 * time.Second
)

func main() {
	ctx, stop := signal.NotifyContext(context.Background(), os.Interrupt, syscall.SIGTERM)
	err := run(ctx)
	stop()
	if err != nil {
		fmt.Fprintln(os.Stderr, "bench:", err)
		os.Exit(1)
	}
}

// bench is one run of the program.
type bench struct {
	build, kubeconfig string
}

func run(ctx context.Context) (err error) {
	b := &bench{}
	if b.build, err = filepath.Abs("build"); err != nil {
		return err
	}
	data, err := os.MkdirTemp("/var/tmp", "mastery-bench-")
	if err != nil {
		return err
	}
	defer func() { err = errors.Join(err, os.RemoveAll(data)) }()
	home := filepath.Join(data, "home")
	for key, value := range map[string]string{
		"KUBECTL_MASTERY_LAB_DATA_DIR": data, "HOME": home, "XDG_STATE_HOME": filepath.Join(home, "state"),
		"PATH": b.build + ":" + os.Getenv("PATH"),
	} {
		if err := os.Setenv(key, value); err != nil {
			return err
		}
	}
	load, err := os.ReadFile("/proc/loadavg")
	if err != nil {
		return err
	}
	fmt.Printf("Load before: %s\n\n| what | median | from | to |\n|---|---|---|---|\n", strings.TrimSpace(string(load)))
	defer func() { err = errors.Join(err, b.lab(context.WithoutCancel(ctx), "down", labName)) }()
	if err := b.boots(ctx); err != nil {
		return err
	}
	if err := b.idle(ctx, data); err != nil {
		return err
	}
	return b.plugin(ctx)
}

func (b *bench) lab(ctx context.Context, args ...string) error {
	out, err := exec.CommandContext(ctx, "kubectl-mastery-lab", args...).CombinedOutput()
	if err != nil {
		return fmt.Errorf("kubectl-mastery-lab %v: %w\n%s", args, err, out)
	}
	return nil
}

// row prints a figure's median and range.
func row(name, format string, values []float64) {
	sorted := slices.Sorted(slices.Values(values))
	cell := func(v float64) string { return fmt.Sprintf(format, v) }
	if len(sorted) == 1 {
		fmt.Printf("| %s | %s | | |\n", name, cell(sorted[0]))
		return
	}
	fmt.Printf("| %s | %s | %s | %s |\n", name, cell(sorted[len(sorted)/2]), cell(sorted[0]), cell(sorted[len(sorted)-1]))
}
