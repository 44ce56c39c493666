package main

import (
	"errors"
	"fmt"
	"os"
	"path/filepath"
	"slices"
	"strconv"
	"strings"
)

// A process is one of a lab's.
type process struct {
	pid, parent int
	// component is the name of its program; the lab's own are one.
	component string
	// cpu is its processor time, and that of its children that have ended, in
	// seconds.
	cpu float64
}

// labsOwn stands for the processes that make a lab what it is.
const labsOwn = "monitor, fabric, nodes"

// below returns a process and all that descend from it.
func below(root int) ([]process, error) {
	dirs, err := filepath.Glob("/proc/[0-9]*")
	if err != nil {
		return nil, err
	}
	children := map[int][]process{}
	var found []process
	for _, dir := range dirs {
		p, err := readProcess(dir)
		if errors.Is(err, errGone) {
			continue
		}
		if err != nil {
			return nil, err
		}
		children[p.parent] = append(children[p.parent], p)
		if p.pid == root {
			found = []process{p}
		}
	}
	for i := 0; i < len(found); i++ {
		found = append(found, children[found[i].pid]...)
	}
	return found, nil
}

// errGone says that a process has ended.
var errGone = errors.New("it has ended")

// readProcess reads the directory of a process below /proc.
func readProcess(dir string) (process, error) {
	stat, err := os.ReadFile(filepath.Join(dir, "stat"))
	if err != nil {
		return process{}, errGone
	}
	line, err := os.ReadFile(filepath.Join(dir, "cmdline"))
	if err != nil {
		return process{}, errGone
	}
	return parseProcess(string(stat), string(line))
}

// parseProcess reads the contents of the files stat and cmdline, see proc(5).
func parseProcess(stat, cmdline string) (process, error) {
	// The name in parentheses may hold anything, also spaces and parentheses.
	open, end := strings.IndexByte(stat, '('), strings.LastIndexByte(stat, ')')
	if open < 0 || end < open {
		return process{}, fmt.Errorf("a process is described by %q", stat)
	}
	number := func(s string) int {
		n, _ := strconv.Atoi(strings.TrimSpace(s))
		return n
	}
	fields := strings.Fields(stat[end+1:])
	// From its user time to its children's system time, in ticks, of which Linux
	// shows a hundred a second.
	const parent, user, childrensSystem, ticks = 1, 11, 14, 100
	if len(fields) <= childrensSystem {
		return process{}, fmt.Errorf("a process is described by %q", stat)
	}
	p := process{pid: number(stat[:open]), parent: number(fields[parent])}
	for _, f := range fields[user : childrensSystem+1] {
		p.cpu += float64(number(f)) / ticks
	}
	program, _, _ := strings.Cut(cmdline, "\x00")
	if program == "" { // it has ended, and nobody has asked how
		program = stat[open+1 : end]
	}
	p.component = filepath.Base(program)
	if p.component == "kubectl-mastery-lab" {
		p.component = labsOwn
	}
	return p, nil
}

// proportional is a process's PSS in MiB; 0 for one that is gone.
func proportional(pid int) float64 {
	text, err := os.ReadFile(fmt.Sprintf("/proc/%d/smaps_rollup", pid))
	if err != nil {
		return 0
	}
	for line := range strings.SplitSeq(string(text), "\n") {
		if fields := strings.Fields(line); len(fields) > 1 && fields[0] == "Pss:" {
			size, _ := strconv.ParseFloat(fields[1], 64)
			return size / 1024
		}
	}
	return 0
}

// sum adds up a figure of processes, for each component.
func sum(processes []process, figure func(process) float64) map[string]float64 {
	sums := map[string]float64{}
	for _, p := range processes {
		sums[p.component] += figure(p)
	}
	return sums
}

// between is the processor time that each component has spent between two looks
// at its processes, in seconds.
func between(before, after []process) map[string]float64 {
	spent := func(p process) float64 { return p.cpu }
	then, now := sum(before, spent), sum(after, spent)
	for name := range now {
		// One that has ended takes its time with it if nobody asked for it.
		now[name] = max(0, now[name]-then[name])
	}
	return now
}

// find returns the child of a process that is a component.
func find(processes []process, parent int, component string) (process, bool) {
	i := slices.IndexFunc(processes, func(p process) bool { return p.parent == parent && p.component == component })
	if i < 0 {
		return process{}, false
	}
	return processes[i], true
}
