package main

import (
	"context"
	"fmt"
	"os"
	"os/exec"
	"strconv"
	"strings"
	"time"
)

// boots measures `lab up` from nothing. The template of images is made by a
// first boot that does not count.
func (b *bench) boots(ctx context.Context) error {
	var ready, end, pod []float64
	for i := range boots + 1 {
		if err := b.lab(ctx, "down", labName); err != nil && i > 0 {
			return err
		}
		began := time.Now()
		out, err := exec.CommandContext(ctx, "kubectl-mastery-lab", "up", labName).CombinedOutput()
		if err != nil {
			return fmt.Errorf("lab up: %w\n%s", err, out)
		}
		ended := time.Since(began)
		path, err := exec.CommandContext(ctx, "kubectl-mastery-lab", "kubeconfig", labName).Output()
		if err != nil {
			return err
		}
		b.kubeconfig = strings.TrimSpace(string(path))
		if err := os.Setenv("KUBECONFIG", b.kubeconfig); err != nil {
			return err
		}
		if err := firstPod(ctx); err != nil {
			return err
		}
		if i == 0 {
			continue
		}
		pod = append(pod, time.Since(began).Seconds())
		end = append(end, ended.Seconds())
		at, err := readyAt(string(out))
		if err != nil {
			return err
		}
		ready = append(ready, at)
	}
	row("from nothing to node Ready, s", "%.1f", ready)
	row("from nothing to the end of `up` (DNS answers), s", "%.1f", end)
	row("from nothing to a pod Running, made after `up`, s", "%.1f", pod)
	return nil
}

// readyAt adds up the steps that `up` prints, until the nodes are Ready.
func readyAt(output string) (float64, error) {
	total := 0.0
	for line := range strings.SplitSeq(output, "\n") {
		fields := strings.Fields(line)
		if len(fields) < 3 || fields[len(fields)-1] != "s" {
			continue
		}
		took, err := strconv.ParseFloat(fields[len(fields)-2], 64)
		if err != nil {
			continue
		}
		total += took
		if strings.Contains(line, "nodes are Ready") {
			return total, nil
		}
	}
	return 0, fmt.Errorf("no step says that the nodes are Ready:\n%s", output)
}

func firstPod(ctx context.Context) error {
	for _, args := range [][]string{
		{"run", "first", "--image=registry.k8s.io/e2e-test-images/busybox:1.37.0-2", "--restart=Never", "--", "sleep", "600"},
		{"wait", "--for=condition=Ready", "pod/first", "--timeout=60s"},
	} {
		if out, err := exec.CommandContext(ctx, "kubectl", args...).CombinedOutput(); err != nil {
			return fmt.Errorf("kubectl %v: %w\n%s", args, err, out)
		}
	}
	return nil
}
