package main

import (
	"context"
	"os/exec"
	"path/filepath"
	"strconv"
	"strings"
	"time"
)

const (
	// quiet is how long a lab is left alone before it counts as idle: its
	// programs collect their garbage more thoroughly 20 s after their start.
	quiet = 45 * time.Second
	idle  = 30 * time.Second
)

// everything stands for all components together.
const everything = "all"

// A use is what a component takes, on all nodes together.
type use struct {
	// start is its processor time until the end of `up`, in seconds, one of each
	// start.
	start []float64
	// memory, proportional in MiB, and cpu, in percent of one core, are what it
	// takes when idle; one value or none.
	memory, cpu []float64
	// crowd is its processor time while a crowd of pods starts, in seconds; one
	// value or none.
	crowd []float64
}

func (c *cluster) of(component string) *use {
	if c.use[component] == nil {
		c.use[component] = &use{}
	}
	return c.use[component]
}

// total is what all components take.
func (c *cluster) total() *use {
	t := &use{start: make([]float64, len(c.end)), memory: []float64{0}, cpu: []float64{0}, crowd: []float64{0}}
	for _, u := range c.use {
		// One that was not there at each start counts as often as it was.
		for i, v := range u.start {
			t.start[i] += v
		}
		for to, from := range map[*float64][]float64{&t.memory[0]: u.memory, &t.cpu[0]: u.cpu, &t.crowd[0]: u.crowd} {
			for _, v := range from {
				*to += v
			}
		}
	}
	return t
}

// idle measures what the lab takes while nothing happens.
func (c *cluster) idle(ctx context.Context, aim aims) error {
	if err := wait(ctx, quiet); err != nil {
		return err
	}
	before, err := c.processes(ctx)
	if err != nil {
		return err
	}
	began := time.Now()
	if err := wait(ctx, idle); err != nil {
		return err
	}
	after, err := below(before[0].pid)
	if err != nil {
		return err
	}
	took := time.Since(began).Seconds()
	for name, spent := range between(before, after) {
		c.of(name).cpu = []float64{100 * spent / took}
	}
	// Only now, for looking makes work.
	for name, memory := range sum(after, func(p process) float64 { return proportional(p.pid) }) {
		c.of(name).memory = []float64{memory}
	}
	total := c.total()
	rowWithAim(c.title+": idle, memory, proportional, MiB", "%.0f", aim.memory, total.memory...)
	rowWithAim(c.title+": idle, CPU, % of one core", "%.1f", aim.cpu, total.cpu...)
	return nil
}

// disk measures what is on it for a lab of one node.
func (b *bench) disk(ctx context.Context) error {
	for _, d := range []struct{ name, dir string }{
		{"on disk: a lab with its images, MiB", b.data},
		{"on disk: the lab's programs and archives, MiB", filepath.Join(b.build, "mastery-lab")},
	} {
		out, err := exec.CommandContext(ctx, "du", "-sm", d.dir).Output()
		if err != nil {
			return err
		}
		size, err := strconv.ParseFloat(strings.Fields(string(out))[0], 64)
		if err != nil {
			return err
		}
		row(d.name, "%.0f", size)
	}
	return nil
}
