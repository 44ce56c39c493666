package main

import (
	"bytes"
	"context"
	"fmt"
	"net"
	"strings"
	"time"
)

// The large policies: so many of them, each of so many blocks that may use so many
// ports.
const (
	largePolicies = 20
	largeBlocks   = 800
	largePorts    = 50
)

// podsMeasured is how many pods are measured, one after the other.
const podsMeasured = 10

// serverPort is the port of each node that leads to a server.
const serverPort = "30080"

const server = `
apiVersion: v1
kind: Pod
metadata: {name: server, labels: {app: server}}
spec:
  terminationGracePeriodSeconds: 0
  containers: [{name: c, image: "` + busybox + `", command: [httpd, -f, -p, "8080"]}]
---
apiVersion: v1
kind: Service
metadata: {name: server}
spec:
  type: NodePort
  selector: {app: server}
  ports: [{port: 8080, nodePort: ` + serverPort + `}]
`

const openPolicy = `
apiVersion: networking.k8s.io/v1
kind: NetworkPolicy
metadata: {name: open}
spec: {podSelector: {}, ingress: [{}]}
`

// largePolicy lets none of what is here reach the pods.
func largePolicy(number int) string {
	var blocks, ports []string
	for i := range largeBlocks {
		blocks = append(blocks, fmt.Sprintf("{ipBlock: {cidr: %d.%d.%d.0/25}}", 20+number, i/200, i%200))
	}
	for i := range largePorts {
		ports = append(ports, fmt.Sprintf("{port: %d}", 1000+2*i))
	}
	return fmt.Sprintf(`
apiVersion: networking.k8s.io/v1
kind: NetworkPolicy
metadata: {name: large-%d}
spec:
  podSelector: {}
  ingress: [{from: [%s], ports: [%s]}]
---`, number, strings.Join(blocks, ", "), strings.Join(ports, ", "))
}

// policies measures how soon policies hold that are large, and what pods take
// beside them. The lab is without policies again after it.
func (c *cluster) policies(ctx context.Context) error {
	nodes, _, err := c.status(ctx)
	if err != nil {
		return err
	}
	reached := func(want bool) error { return reach(ctx, net.JoinHostPort(nodes[0].Address, serverPort), want) }
	if err := create(ctx, server); err != nil {
		return err
	}
	if err := do(ctx, "kubectl", "wait", "--for=condition=Ready", "pod/server", "--timeout=60s"); err != nil {
		return err
	}
	if err := reached(true); err != nil {
		return err
	}
	holds := func(what, policy string, want bool) error {
		if err := create(ctx, policy); err != nil {
			return err
		}
		began := time.Now()
		if err := reached(want); err != nil {
			return err
		}
		row(c.title+": "+what, "%.2f", time.Since(began).Seconds())
		return nil
	}
	if err := c.podTimes(ctx, "a pod Running, s"); err != nil {
		return err
	}
	if err := holds(fmt.Sprintf("a policy of %d blocks and %d ports holds, s", largeBlocks, largePorts), largePolicy(0), false); err != nil {
		return err
	}
	var others strings.Builder
	for i := 1; i < largePolicies; i++ {
		others.WriteString(largePolicy(i))
	}
	if err := create(ctx, others.String()); err != nil {
		return err
	}
	beside := fmt.Sprintf(" beside %d such policies, s", largePolicies)
	if err := c.podTimes(ctx, "a pod Running"+beside); err != nil {
		return err
	}
	if err := holds("another policy holds"+beside, openPolicy, true); err != nil {
		return err
	}
	if err := do(ctx, "kubectl", "delete", "networkpolicies", "--all"); err != nil {
		return err
	}
	return do(ctx, "kubectl", "delete", "--now", "pod/server", "service/server")
}

// podTimes measures some pods, one after the other.
func (c *cluster) podTimes(ctx context.Context, what string) error {
	var took []float64
	for range podsMeasured {
		began := time.Now()
		if err := firstPod(ctx); err != nil {
			return err
		}
		took = append(took, time.Since(began).Seconds())
		if err := do(ctx, "kubectl", "delete", "pod", "first", "--now"); err != nil {
			return err
		}
	}
	row(c.title+": "+what, "%.2f", took...)
	return nil
}

// create makes objects.
func create(ctx context.Context, manifest string) error {
	c := command(ctx, "kubectl", "create", "-f", "-")
	c.Stdin = strings.NewReader(manifest)
	if out, err := c.CombinedOutput(); err != nil {
		return fmt.Errorf("kubectl create: %w\n%s", err, bytes.TrimSpace(out))
	}
	return nil
}

// reach tries an address until it can be reached, or until it cannot.
func reach(ctx context.Context, address string, want bool) error {
	// Longer than any answer takes, and short, as it is what is measured at least.
	dialer := net.Dialer{Timeout: 50 * time.Millisecond}
	for {
		conn, err := dialer.DialContext(ctx, "tcp", address)
		if ctx.Err() != nil {
			return ctx.Err()
		}
		if err == nil {
			if err := conn.Close(); err != nil {
				return err
			}
		}
		if (err == nil) == want {
			return nil
		}
	}
}
