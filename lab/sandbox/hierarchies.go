// Package sandbox keeps a lab apart from its host: control groups, namespaces,
// and roots to run in.
package sandbox

import (
	"errors"
	"fmt"
	"os"
	"path/filepath"
	"slices"
	"strings"

	"golang.org/x/sys/unix"
)

// cgroupRoot is where hosts mount control groups, and where nodes find theirs.
const cgroupRoot = "/sys/fs/cgroup"

// Hierarchies are the cgroup mounts of a machine: one on cgroup v2, one for
// each set of controllers on v1.
type Hierarchies struct {
	// Version is 1 or 2.
	Version int
	// Managed tells that groups on v2 are systemd's to hand out: it would not
	// let others' groups at the root have all controllers.
	Managed bool
	mounts  []hierarchy
}

type hierarchy struct {
	// dir is the mount point below cgroupRoot; "" on v2.
	dir string
	// controllers are what a v1 mount is asked for by: "cpu,cpuacct",
	// "name=systemd".
	controllers string
}

// FindHierarchies looks at what is mounted, and fails if nodes could not run
// with it.
func FindHierarchies() (*Hierarchies, error) {
	var fs unix.Statfs_t
	if err := unix.Statfs(cgroupRoot, &fs); err != nil {
		return nil, fmt.Errorf("look at %s: %w", cgroupRoot, err)
	}
	if fs.Type == unix.CGROUP2_SUPER_MAGIC {
		_, err := os.Stat("/run/systemd/system")
		h := &Hierarchies{Version: 2, Managed: err == nil, mounts: []hierarchy{{}}}
		return h, h.checkDelegated()
	}
	mounts, err := os.ReadFile("/proc/self/mountinfo")
	if err != nil {
		return nil, fmt.Errorf("find cgroup mounts: %w", err)
	}
	own, err := os.ReadFile("/proc/self/cgroup")
	if err != nil {
		return nil, fmt.Errorf("find cgroup controllers: %w", err)
	}
	h := &Hierarchies{Version: 1, mounts: parseV1(string(mounts), string(own))}
	return h, h.checkMounted()
}

// parseV1 reads the v1 hierarchies from the contents of /proc/self/mountinfo
// and /proc/self/cgroup.
func parseV1(mountinfo, own string) []hierarchy {
	var found []hierarchy
	for line := range strings.Lines(own) {
		// 4:cpu,cpuacct:/user.slice; v2 has an empty middle.
		fields := strings.SplitN(strings.TrimSpace(line), ":", 3)
		if len(fields) < 3 || fields[1] == "" {
			continue
		}
		if dir, ok := mountOf(mountinfo, fields[1]); ok {
			found = append(found, hierarchy{dir: dir, controllers: fields[1]})
		}
	}
	return found
}

// mountOf finds the directory below cgroupRoot where a set of v1 controllers
// is mounted.
func mountOf(mountinfo, controllers string) (string, bool) {
	for line := range strings.Lines(mountinfo) {
		// 31 24 0:27 / /sys/fs/cgroup/cpu rw shared:9 - cgroup cgroup rw,cpu
		before, after, ok := strings.Cut(line, " - ")
		head, tail := strings.Fields(before), strings.Fields(after)
		if !ok || len(head) < 5 || len(tail) < 3 || tail[0] != "cgroup" {
			continue
		}
		dir, ok := strings.CutPrefix(head[4], cgroupRoot+"/")
		if ok && containsAll(strings.Split(tail[2], ","), strings.Split(controllers, ",")) {
			return dir, true
		}
	}
	return "", false
}

func containsAll(set, want []string) bool {
	return !slices.ContainsFunc(want, func(w string) bool { return !slices.Contains(set, w) })
}

func (h *Hierarchies) checkMounted() error {
	var have []string
	for _, m := range h.mounts {
		have = append(have, strings.Split(m.controllers, ",")...)
	}
	for _, c := range []string{"cpu", "cpuacct", "cpuset", "devices", "freezer", "memory", "pids"} {
		if !slices.Contains(have, c) {
			return fmt.Errorf("the cgroup controller %s is not mounted below %s: mount it, or start the machine with cgroup v2", c, cgroupRoot)
		}
	}
	return nil
}

func (h *Hierarchies) checkDelegated() error {
	file := filepath.Join(cgroupRoot, "cgroup.subtree_control")
	if h.Managed {
		// systemd hands on what there is.
		file = filepath.Join(cgroupRoot, "cgroup.controllers")
	}
	data, err := os.ReadFile(file)
	if err != nil {
		return fmt.Errorf("find cgroup controllers: %w", err)
	}
	have := strings.Fields(string(data))
	var missing []string
	for _, c := range []string{"cpu", "memory", "pids"} {
		if !slices.Contains(have, c) {
			missing = append(missing, "+"+c)
		}
	}
	if missing != nil && h.Managed {
		return fmt.Errorf("the kernel has no cgroup controllers %s: see the parameter cgroup_disable of its command line", strings.Join(missing, " "))
	}
	if missing != nil {
		// Writing it ourselves would change the host outside of the lab's group.
		return fmt.Errorf("the host does not let control groups use all controllers: as root, run: echo %s > %s", strings.Join(missing, " "), file)
	}
	return nil
}

// MountInside mounts the control groups as a node sees them, with its own
// group at their root: the caller must be in a cgroup namespace of its own.
func (h *Hierarchies) MountInside(root string) error {
	const flags = unix.MS_NOSUID | unix.MS_NODEV | unix.MS_NOEXEC
	base := filepath.Join(root, cgroupRoot)
	if h.Version == 2 {
		if err := unix.Mount("cgroup2", base, "cgroup2", flags, ""); err != nil {
			return fmt.Errorf("mount cgroup2: %w", err)
		}
		return nil
	}
	if err := unix.Mount("tmpfs", base, "tmpfs", flags, "mode=755"); err != nil {
		return fmt.Errorf("mount %s: %w", cgroupRoot, err)
	}
	for _, m := range h.mounts {
		dir := filepath.Join(base, m.dir)
		if err := os.Mkdir(dir, 0o755); err != nil {
			return fmt.Errorf("mount cgroups: %w", err)
		}
		if err := unix.Mount("cgroup", dir, "cgroup", flags, m.controllers); err != nil {
			return fmt.Errorf("mount cgroup %s: %w", m.controllers, err)
		}
		// Programs look for each controller by its name.
		for c := range strings.SplitSeq(m.controllers, ",") {
			err := os.Symlink(m.dir, filepath.Join(base, strings.TrimPrefix(c, "name=")))
			if err != nil && !errors.Is(err, os.ErrExist) {
				return fmt.Errorf("mount cgroups: %w", err)
			}
		}
	}
	return nil
}
