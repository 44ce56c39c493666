// Package preflight looks, before anything is begun, for what would keep a lab
// from running, and says what to do about it.
package preflight

import (
	"errors"
	"fmt"
	"os"
	"os/exec"
	"path/filepath"
	"slices"
	"strings"

	"golang.org/x/sys/unix"

	"github.com/kubectl-mastery/kubectl-mastery/lab/sandbox"
)

// A Check is what is looked for.
type Check struct {
	// Payload is the directory with the programs and images of the lab.
	Payload string
	// Data is the data directory, which need not exist.
	Data string
	// Nodes is how many nodes the lab has, at least one.
	Nodes int
	// Space tells how many bytes must be free there; the programs are then
	// known to be there.
	Space func() (int64, error)
}

// ErrNotRoot says that the caller lacks the rights to make namespaces and
// links.
var ErrNotRoot = errors.New("the lab needs root: run it with sudo")

// Root tells whether the caller is root.
func Root() error {
	if os.Geteuid() != 0 {
		return ErrNotRoot
	}
	return nil
}

// Run returns the first thing that is missing.
func (c Check) Run() error {
	for _, check := range []func() error{Root, c.programs, tools, groups, c.space, c.inotify, c.kernel} {
		if err := check(); err != nil {
			return err
		}
	}
	return nil
}

// programs looks for what the lab brings.
func (c Check) programs() error {
	for _, p := range []string{
		"bin/containerd", "bin/containerd-shim-runc-v2", "bin/ctr",
		"bin/cni/host-local", "bin/cni/mastery-policy", "bin/cni/portmap", "bin/cni/ptp",
		"bin/kube", "bin/kubectl", "bin/mastery-agent",
		"images/index.json",
	} {
		if _, err := os.Stat(filepath.Join(c.Payload, p)); err != nil {
			return fmt.Errorf("the lab's programs are not complete, %s is missing in %s: install the lab again, or build it with make", p, c.Payload)
		}
	}
	return nil
}

// tools looks for the programs that the host brings, and names the Debian
// packages that have them.
func tools() error {
	var missing, packages []string
	for _, t := range []struct{ program, pkg string }{
		{"runc", "runc"},
		{"nft", "nftables"},
		{"mount", "mount"},
		{"umount", "mount"},
	} {
		if _, err := exec.LookPath(t.program); err != nil {
			missing = append(missing, t.program)
			packages = append(packages, t.pkg)
		}
	}
	if missing == nil {
		return nil
	}
	return fmt.Errorf("missing on this machine: %s; as root, run: apt-get install %s",
		strings.Join(missing, ", "), strings.Join(slices.Compact(packages), " "))
}

func groups() error {
	_, err := sandbox.FindHierarchies()
	return err
}

func (c Check) space() error {
	need, err := c.Space()
	if err != nil {
		return err
	}
	var fs unix.Statfs_t
	dir := c.Data
	err = unix.Statfs(dir, &fs)
	for errors.Is(err, unix.ENOENT) && dir != "/" {
		dir = filepath.Dir(dir)
		err = unix.Statfs(dir, &fs)
	}
	if err != nil {
		return fmt.Errorf("look for space in %s: %w", c.Data, err)
	}
	if free := int64(fs.Bavail) * fs.Bsize; free < need {
		return fmt.Errorf("too little space for %s: %d MiB are free, %d MiB are needed; make room, or choose another place with --data-dir",
			c.Data, free>>20, need>>20)
	}
	return nil
}
