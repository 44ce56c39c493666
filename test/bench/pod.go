package main

import (
	"context"
	"fmt"
	"time"
)

// Images of the offline set.
const (
	busybox = "registry.k8s.io/e2e-test-images/busybox:1.37.0-2"
	pause   = "registry.k8s.io/pause:3.10.2"
)

// crowdSize is how many pods are made at once; a node takes 110, its own included.
const crowdSize = 100

// firstPod makes a pod and waits until it runs.
func firstPod(ctx context.Context) error {
	err := do(ctx, "kubectl", "run", "first", "--image="+busybox, "--restart=Never", "--", "sleep", "600")
	if err != nil {
		return err
	}
	return do(ctx, "kubectl", "wait", "--for=condition=Ready", "pod/first", "--timeout=60s")
}

// crowd measures how long many pods take that are made at once, and what is at
// work then.
func (c *cluster) crowd(ctx context.Context) error {
	before, err := c.processes(ctx)
	if err != nil {
		return err
	}
	began := time.Now()
	err = do(ctx, "kubectl", "create", "deployment", "crowd", "--image="+pause, fmt.Sprintf("--replicas=%d", crowdSize))
	if err != nil {
		return err
	}
	if err := do(ctx, "kubectl", "rollout", "status", "deployment/crowd", "--timeout=5m"); err != nil {
		return err
	}
	row(fmt.Sprintf("%s: %d pods Running, made at once after `up`, s", c.title, crowdSize), "%.1f", time.Since(began).Seconds())
	after, err := below(before[0].pid)
	if err != nil {
		return err
	}
	for name, spent := range between(before, after) {
		c.of(name).crowd = []float64{spent}
	}
	return nil
}
