package main

import (
	"context"
	"encoding/json"
	"fmt"
	"os"
	"os/exec"
	"path/filepath"
	"slices"
	"strconv"
	"strings"
	"time"
)

// idle measures what the lab takes while nothing happens.
func (b *bench) idle(ctx context.Context, data string) error {
	pids, err := processes(ctx)
	if err != nil {
		return err
	}
	memory := 0.0
	for _, pid := range pids {
		memory += proportional(pid)
	}
	before := cpu(pids)
	select {
	case <-ctx.Done():
		return ctx.Err()
	case <-time.After(idle):
	}
	used := cpu(pids) - before
	row("idle: memory, proportional, MiB", "%.0f", []float64{memory / 1024})
	row("idle: CPU, % of one core", "%.1f", []float64{100 * used / idle.Seconds()})
	size, err := exec.CommandContext(ctx, "du", "-sm", data).Output()
	if err != nil {
		return err
	}
	onDisk, err := strconv.ParseFloat(strings.Fields(string(size))[0], 64)
	if err != nil {
		return err
	}
	row("on disk: a lab with its images, MiB", "%.0f", []float64{onDisk})
	payload, err := exec.CommandContext(ctx, "du", "-sm", filepath.Join(b.build, "mastery-lab")).Output()
	if err != nil {
		return err
	}
	onDisk, err = strconv.ParseFloat(strings.Fields(string(payload))[0], 64)
	if err != nil {
		return err
	}
	row("on disk: the lab's programs and archives, MiB", "%.0f", []float64{onDisk})
	return nil
}

// processes are those of the lab's node and what they started.
func processes(ctx context.Context) ([]int, error) {
	out, err := exec.CommandContext(ctx, "kubectl-mastery-lab", "status", labName, "-o", "json").Output()
	if err != nil {
		return nil, err
	}
	var lab struct{ Nodes []struct{ PID int } }
	if err := json.Unmarshal(out, &lab); err != nil {
		return nil, fmt.Errorf("read the lab's status: %w", err)
	}
	var pids []int
	for _, node := range lab.Nodes {
		pids = append(pids, node.PID)
	}
	for i := 0; i < len(pids); i++ {
		children, err := filepath.Glob(fmt.Sprintf("/proc/%d/task/*/children", pids[i]))
		if err != nil {
			return nil, err
		}
		for _, file := range children {
			text, err := os.ReadFile(file)
			if err != nil {
				continue // the thread is gone
			}
			for word := range strings.FieldsSeq(string(text)) {
				if pid, err := strconv.Atoi(word); err == nil && !slices.Contains(pids, pid) {
					pids = append(pids, pid)
				}
			}
		}
	}
	return pids, nil
}

// proportional is a process's PSS in KiB; 0 for one that is gone.
func proportional(pid int) float64 {
	text, err := os.ReadFile(fmt.Sprintf("/proc/%d/smaps_rollup", pid))
	if err != nil {
		return 0
	}
	for line := range strings.SplitSeq(string(text), "\n") {
		if fields := strings.Fields(line); len(fields) > 1 && fields[0] == "Pss:" {
			size, _ := strconv.ParseFloat(fields[1], 64)
			return size
		}
	}
	return 0
}

// cpu is the processor time of processes in seconds (see proc(5), stat).
func cpu(pids []int) float64 {
	const ticks = 100
	total := 0.0
	for _, pid := range pids {
		text, err := os.ReadFile(fmt.Sprintf("/proc/%d/stat", pid))
		if err != nil {
			continue
		}
		_, rest, _ := strings.Cut(string(text), ") ")
		fields := strings.Fields(rest)
		user, _ := strconv.ParseFloat(fields[11], 64)
		system, _ := strconv.ParseFloat(fields[12], 64)
		total += (user + system) / ticks
	}
	return total
}
