package main

import (
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"os"
	"time"
)

// A cluster is a lab of some nodes, started again and again, and what was
// measured of it.
type cluster struct {
	*bench
	nodes int
	// title is how the tables name it.
	title string

	// In seconds, one of each start: until the nodes are Ready, until pods can be
	// made, until the end of `up`, and until a pod runs that was made after it.
	ready, made, end, pod []float64
	// In seconds, the first two of the bare components; empty if there are none.
	bareReady, bareMade []float64
	// steps is what each step took, in seconds, and stepOrder their order.
	steps     map[string][]float64
	stepOrder []string
	// use is what each component takes.
	use map[string]*use
}

// aims are what figures are not to exceed; 0 where there is none.
type aims struct{ ready, end, memory, cpu float64 }

// times is what the lab may take of the bare components' time.
const times = 1.2

// settle is how long the machine is left alone before each start.
const settle = time.Second

// measure starts the cluster in turns with the bare components, and prints the
// figures. The lab then runs.
func (c *cluster) measure(ctx context.Context, aim aims) error {
	c.steps, c.use = map[string][]float64{}, map[string]*use{}
	bare, err := c.prepare(ctx)
	if err != nil {
		return err
	}
	for range c.boots {
		if bare != nil {
			if err := c.startBare(ctx, bare); err != nil {
				return err
			}
		}
		if err := c.lab(ctx, "down", labName); err != nil {
			return err
		}
		if err := c.startLab(ctx); err != nil {
			return err
		}
	}
	c.print(aim)
	return c.idle(ctx, aim)
}

// prepare starts the lab once without measuring it: images are unpacked, and
// programs are in memory. From it comes what the bare components run with, nil
// if this machine cannot run them.
func (c *cluster) prepare(ctx context.Context) (*model, error) {
	if err := c.lab(ctx, "up", labName, fmt.Sprintf("--nodes=%d", c.nodes)); err != nil {
		return nil, err
	}
	_, err := os.Stat("/sys/fs/cgroup/cgroup.controllers")
	if err == nil {
		return nil, nil // cgroup v2, which bare.sh does not know
	}
	if !errors.Is(err, os.ErrNotExist) {
		return nil, err
	}
	m, err := c.takeModel(ctx)
	if err != nil {
		return nil, fmt.Errorf("find what the components run with: %w", err)
	}
	return m, c.lab(ctx, "down", labName)
}

// startLab starts the lab from nothing, and a first pod.
func (c *cluster) startLab(ctx context.Context) error {
	if err := wait(ctx, settle); err != nil {
		return err
	}
	began := time.Now()
	up, err := follow(command(ctx, "kubectl-mastery-lab", "up", labName, fmt.Sprintf("--nodes=%d", c.nodes)), upStep)
	if err != nil {
		return err
	}
	c.end = append(c.end, time.Since(began).Seconds())
	processes, err := c.processes(ctx)
	if err != nil {
		return err
	}
	// That look is no part of it.
	ended := time.Now()
	if err := firstPod(ctx); err != nil {
		return err
	}
	c.pod = append(c.pod, c.end[len(c.end)-1]+time.Since(ended).Seconds())
	if err := do(ctx, "kubectl", "delete", "pod", "first", "--now"); err != nil {
		return err
	}
	for name, spent := range sum(processes, func(p process) float64 { return p.cpu }) {
		c.of(name).start = append(c.of(name).start, spent)
	}
	var order []string
	for _, s := range up.steps {
		order = append(order, s.text)
	}
	c.stepOrder = merge(c.stepOrder, order)
	for text, took := range up.took() {
		c.steps[text] = append(c.steps[text], took)
	}
	return both(up, &c.ready, &c.made)
}

// startBare starts the bare components from nothing.
func (c *cluster) startBare(ctx context.Context, m *model) error {
	bare, err := m.start(ctx)
	if err != nil {
		return err
	}
	return both(bare, &c.bareReady, &c.bareMade)
}

// both keeps the two times that labs and bare components have in common.
func both(s *stepper, ready, made *[]float64) error {
	at, err := s.reached(nodesReady)
	if err != nil {
		return err
	}
	*ready = append(*ready, at)
	if at, err = s.reached(podsMade); err != nil {
		return err
	}
	*made = append(*made, at)
	return nil
}

func (c *cluster) print(aim aims) {
	name := func(what string) string { return c.title + ": " + what }
	rowWithAim(name("nothing to Ready, s"), "%.2f", aim.ready, c.ready...)
	if c.bareReady != nil {
		row(name("the same, bare components, s"), "%.2f", c.bareReady...)
		rowWithAim(name("the same, lab / bare, start by start"), "%.2f", times, ratios(c.ready, c.bareReady)...)
	}
	row(name("nothing to pods being accepted, s"), "%.2f", c.made...)
	if c.bareMade != nil {
		row(name("the same, bare components, s"), "%.2f", c.bareMade...)
		rowWithAim(name("the same, lab / bare, start by start"), "%.2f", times, ratios(c.made, c.bareMade)...)
	} else {
		fmt.Fprintln(os.Stderr, "The bare components are not measured: they need cgroup v1.")
	}
	rowWithAim(name("nothing to the end of `up`, s"), "%.2f", aim.end, c.end...)
	row(name("nothing to a pod Running, made after `up`, s"), "%.2f", c.pod...)
}

// ratios divides each value by the one that was measured just before it.
func ratios(values, by []float64) []float64 {
	out := make([]float64, len(values))
	for i := range values {
		out[i] = values[i] / by[i]
	}
	return out
}

// A labNode is a node as `status` tells of it.
type labNode struct {
	Name    string
	PID     int
	Address string
}

// status asks the lab for its nodes, and returns them with all the lab's processes.
func (b *bench) status(ctx context.Context) ([]labNode, []process, error) {
	out, err := command(ctx, "kubectl-mastery-lab", "status", labName, "-o", "json").Output()
	if err != nil {
		return nil, nil, fmt.Errorf("lab status: %w", err)
	}
	var lab struct{ Nodes []labNode }
	if err := json.Unmarshal(out, &lab); err != nil {
		return nil, nil, fmt.Errorf("read the lab's status: %w", err)
	}
	if len(lab.Nodes) == 0 {
		return nil, nil, errors.New("the lab has no nodes")
	}
	// A node is a child of the fabric, and that one of the monitor.
	pid := lab.Nodes[0].PID
	for range 2 {
		p, err := readProcess(fmt.Sprintf("/proc/%d", pid))
		if err != nil {
			return nil, nil, fmt.Errorf("find the lab's first process: %w", err)
		}
		pid = p.parent
	}
	processes, err := below(pid)
	return lab.Nodes, processes, err
}

func (b *bench) processes(ctx context.Context) ([]process, error) {
	_, processes, err := b.status(ctx)
	return processes, err
}
