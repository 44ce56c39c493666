// Command bench measures the lab and the plugin on this machine and prints the
// tables of docs/performance.md. It boots labs of its own, several times, and in
// turns with them the same components from a plain script.
package main

import (
	"context"
	"errors"
	"flag"
	"fmt"
	"os"
	"os/signal"
	"path/filepath"
	"strings"
	"syscall"
	"time"
)

// labName is the name of the labs that are measured.
const labName = "bench"

func main() {
	b := &bench{}
	flag.IntVar(&b.boots, "boots", 5, "how often each start is measured")
	flag.BoolVar(&b.onlyVerify, "only-verify", false, "compare verify with kubectl, and measure nothing else")
	flag.BoolVar(&b.onlyLoop, "only-loop", false, "compare what a learner does again and again with kubectl, and measure nothing else")
	timeout := flag.Duration("timeout", 40*time.Minute, "when to give up")
	flag.Parse()
	ctx, stop := signal.NotifyContext(context.Background(), os.Interrupt, syscall.SIGTERM)
	ctx, cancel := context.WithTimeoutCause(ctx, *timeout, fmt.Errorf("not done within %s", *timeout))
	err := b.run(ctx)
	if cause := context.Cause(ctx); err != nil && cause != nil {
		err = errors.Join(cause, err)
	}
	cancel()
	stop()
	if err != nil {
		fmt.Fprintln(os.Stderr, "bench:", err)
		os.Exit(1)
	}
}

// bench is one run of the program.
type bench struct {
	// boots is how often each start is measured, at least once.
	boots int
	// build has what make has built, data is where labs are.
	build, data          string
	onlyVerify, onlyLoop bool
}

func (b *bench) run(ctx context.Context) (err error) {
	if b.boots < 1 {
		return fmt.Errorf("-boots %d: at least one is needed", b.boots)
	}
	began := time.Now()
	if b.build, err = filepath.Abs("build"); err != nil {
		return err
	}
	if b.data, err = os.MkdirTemp("/var/tmp", "mastery-bench-"); err != nil {
		return err
	}
	defer func() { err = errors.Join(err, os.RemoveAll(b.data)) }()
	home := filepath.Join(b.data, "home")
	for key, value := range map[string]string{
		"KUBECTL_MASTERY_LAB_DATA_DIR": b.data, "HOME": home, "XDG_STATE_HOME": filepath.Join(home, "state"),
		"PATH": b.build + ":" + os.Getenv("PATH"), "KUBECONFIG": filepath.Join(b.data, "labs", labName, "kubeconfig"),
	} {
		if err := os.Setenv(key, value); err != nil {
			return err
		}
	}
	load, err := os.ReadFile("/proc/loadavg")
	if err != nil {
		return err
	}
	fmt.Printf("Load before: %s\n\n", strings.TrimSpace(string(load)))
	defer func() { err = errors.Join(err, b.lab(context.WithoutCancel(ctx), "down", labName)) }()
	if err := b.measure(ctx); err != nil {
		return err
	}
	fmt.Printf("\nIt took %.0f min, each start measured %d times.\n", time.Since(began).Minutes(), b.boots)
	return nil
}

// measure prints each table when it has the figures.
func (b *bench) measure(ctx context.Context) error {
	one := &cluster{bench: b, nodes: 1, title: "one node"}
	three := &cluster{bench: b, nodes: 3, title: "three nodes"}
	heading("what", "median", "from", "to", "aim")
	if b.onlyVerify {
		if err := b.lab(ctx, "up", labName); err != nil {
			return err
		}
		return b.verify(ctx)
	}
	if b.onlyLoop {
		if err := b.lab(ctx, "up", labName); err != nil {
			return err
		}
		return b.loop(ctx)
	}
	if err := one.measure(ctx, aims{ready: 3, end: 5, memory: 600, cpu: 5}); err != nil {
		return err
	}
	if err := b.disk(ctx); err != nil {
		return err
	}
	if err := b.plugin(ctx); err != nil {
		return err
	}
	if err := b.verify(ctx); err != nil {
		return err
	}
	if err := b.loop(ctx); err != nil {
		return err
	}
	if err := one.policies(ctx); err != nil {
		return err
	}
	if err := one.crowd(ctx); err != nil {
		return err
	}
	if err := b.lab(ctx, "down", labName); err != nil {
		return err
	}
	if err := three.measure(ctx, aims{ready: 6}); err != nil {
		return err
	}
	if err := three.crowd(ctx); err != nil {
		return err
	}
	stepsTable(one, three)
	componentsTable(one, three)
	return nil
}
