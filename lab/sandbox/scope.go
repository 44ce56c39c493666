package sandbox

import (
	"fmt"
	"os"
	"os/exec"
	"path/filepath"
	"slices"
	"strings"
	"syscall"

	"github.com/kubectl-mastery/kubectl-mastery/lab/process"
)

// Lab returns the control group of the lab with that group name: systemd's
// scope of that name where groups are systemd's to hand out.
func (h *Hierarchies) Lab(name string) Group {
	if h.Managed {
		return h.Group(filepath.Join("system.slice", scopeOf(name)))
	}
	return h.Group(name)
}

// Labs returns the names that groups with that beginning were made with by Lab.
func (h *Hierarchies) Labs(prefix string) ([]string, error) {
	pattern, suffix := prefix+"*", ""
	if h.Managed {
		suffix = scopeOf("")
		pattern = filepath.Join("system.slice", pattern+suffix)
	}
	var names []string
	for _, m := range h.mounts {
		dirs, err := filepath.Glob(filepath.Join(cgroupRoot, m.dir, pattern))
		if err != nil {
			return nil, fmt.Errorf("list control groups: %w", err)
		}
		for _, d := range dirs {
			names = append(names, strings.TrimSuffix(filepath.Base(d), suffix))
		}
	}
	slices.Sort(names)
	return slices.Compact(names), nil
}

func scopeOf(name string) string { return name + ".scope" }

// StartDetached runs a child that outlives its parent and hears nothing from
// its terminal. Where groups are systemd's to hand out, systemd makes the
// lab's group with that name for it, and the child is in it.
func (h *Hierarchies) StartDetached(name string, log *os.File, args ...string) (*Child, error) {
	sys := &syscall.SysProcAttr{Setsid: true}
	if !h.Managed {
		return run(process.Start, log, sys, args)
	}
	manager, err := exec.LookPath("systemd-run")
	if err != nil {
		return nil, fmt.Errorf("ask systemd for a control group: %w", err)
	}
	self, err := os.Executable()
	if err != nil {
		return nil, fmt.Errorf("find this program: %w", err)
	}
	// It makes the scope, and then becomes the program that is to run in it.
	scope := []string{
		manager, "--scope", "--quiet", "--collect", "--unit=" + scopeOf(name),
		"--property=Delegate=yes", "--property=TasksMax=infinity", "--", self,
	}
	start := func(_ string, argv []string, attr *syscall.ProcAttr) (int, <-chan syscall.WaitStatus, error) {
		return process.Start(manager, append(scope, argv[1:]...), attr)
	}
	return run(start, log, sys, args)
}

// Discard removes the group of a lab, in which no process may be left.
func (h *Hierarchies) Discard(name string) error {
	if !h.Managed {
		return h.Lab(name).Remove()
	}
	// systemd does it by itself, but some time later, and would refuse a new
	// scope of that name until then.
	out, err := exec.Command("systemctl", "stop", scopeOf(name)).CombinedOutput()
	if err != nil && !strings.Contains(string(out), "not loaded") {
		return fmt.Errorf("let systemd remove the control group: %w: %s", err, strings.TrimSpace(string(out)))
	}
	return nil
}
