package lab

import (
	"fmt"
	"os"
	"path/filepath"
	"slices"
	"strconv"
	"strings"

	"github.com/kubectl-mastery/kubectl-mastery/lab/fabric"
	"github.com/kubectl-mastery/kubectl-mastery/lab/node"
	"github.com/kubectl-mastery/kubectl-mastery/lab/state"
)

// nodePid is the first process of a running node, as the host counts.
func (m Machine) nodePid(lab *state.Lab, n state.Node) (int, error) {
	holder, err := state.Holder(m.Root.Lab(lab.Name).MonitorLock())
	if err != nil {
		return 0, err
	}
	if holder == 0 {
		return 0, errNotRunning(lab.Name)
	}
	first, err := childOf(holder, fabric.Command)
	if err == nil {
		first, err = childOf(first, node.InsideCommand, n.Name)
	}
	if err != nil {
		return 0, fmt.Errorf("find the first process of node %s: %w", n.Name, err)
	}
	return first, nil
}

// childOf finds the child of a process that has these arguments.
func childOf(parent int, args ...string) (int, error) {
	dirs, err := filepath.Glob("/proc/[0-9]*")
	if err != nil {
		return 0, err
	}
	for _, dir := range dirs {
		// Processes come and go meanwhile.
		line, err := os.ReadFile(filepath.Join(dir, "cmdline"))
		if err != nil || !hasAll(strings.Split(string(line), "\x00"), args) {
			continue
		}
		stat, err := os.ReadFile(filepath.Join(dir, "stat"))
		if err != nil {
			continue
		}
		// The name in parentheses may hold anything, also spaces.
		fields := strings.Fields(string(stat[strings.LastIndexByte(string(stat), ')')+1:]))
		if len(fields) > 1 && fields[1] == strconv.Itoa(parent) {
			return strconv.Atoi(filepath.Base(dir))
		}
	}
	return 0, fmt.Errorf("process %d has no child %q", parent, strings.Join(args, " "))
}

func hasAll(have, want []string) bool {
	return !slices.ContainsFunc(want, func(w string) bool { return !slices.Contains(have, w) })
}

// rootOf is a process's file system as others reach it.
func rootOf(pid int) string { return filepath.Join("/proc", strconv.Itoa(pid), "root") }

// socketOf is where the containerd of a node listens, its first process being
// pid.
func socketOf(pid int) string { return filepath.Join(rootOf(pid), "run/containerd/containerd.sock") }
