package sandbox

import (
	"errors"
	"fmt"
	"io/fs"
	"os"
	"path/filepath"
	"slices"
	"strconv"
	"strings"
	"time"

	"golang.org/x/sys/unix"
)

// A Group is a control group: the directory with one path in each hierarchy.
// Nothing outside of it is ever written.
type Group struct {
	all  *Hierarchies
	path string
}

// Group returns the control group with that path; "" is the root. It need not
// exist.
func (h *Hierarchies) Group(path string) Group { return Group{all: h, path: path} }

// Sub is the group with that name inside of g.
func (g Group) Sub(name string) Group {
	return Group{all: g.all, path: filepath.Join(g.path, name)}
}

func (g Group) dirs() []string {
	var dirs []string
	for _, m := range g.all.mounts {
		dirs = append(dirs, filepath.Join(cgroupRoot, m.dir, g.path))
	}
	return dirs
}

// Exists tells whether the group is there, in any hierarchy.
func (g Group) Exists() bool {
	for _, d := range g.dirs() {
		if _, err := os.Stat(d); err == nil {
			return true
		}
	}
	return false
}

// Create makes the group; its parent must exist.
func (g Group) Create() error {
	for _, d := range g.dirs() {
		if err := os.Mkdir(d, 0o755); err != nil && !errors.Is(err, fs.ErrExist) {
			return fmt.Errorf("create cgroup: %w", err)
		}
		if g.all.Version == 2 {
			continue
		}
		// A new v1 cpuset is empty and takes no process.
		for _, f := range []string{"cpuset.cpus", "cpuset.mems"} {
			value, err := os.ReadFile(filepath.Join(filepath.Dir(d), f))
			if errors.Is(err, fs.ErrNotExist) {
				continue
			}
			if err == nil {
				err = os.WriteFile(filepath.Join(d, f), value, 0)
			}
			if err != nil {
				return fmt.Errorf("create cgroup: %w", err)
			}
		}
	}
	return nil
}

// Delegate lets groups inside of g use all controllers that g has. After it, a
// v2 group takes no processes of its own. On v1 there is nothing to do.
func (g Group) Delegate() error {
	if g.all.Version == 1 {
		return nil
	}
	dir := g.dirs()[0]
	data, err := os.ReadFile(filepath.Join(dir, "cgroup.controllers"))
	if err != nil {
		return fmt.Errorf("delegate cgroup: %w", err)
	}
	var on []string
	for c := range strings.FieldsSeq(string(data)) {
		on = append(on, "+"+c)
	}
	err = os.WriteFile(filepath.Join(dir, "cgroup.subtree_control"), []byte(strings.Join(on, " ")), 0)
	if err != nil {
		return fmt.Errorf("delegate cgroup: %w", err)
	}
	return nil
}

// Add moves a process, with all its threads, into the group.
func (g Group) Add(pid int) error {
	for _, d := range g.dirs() {
		if err := os.WriteFile(filepath.Join(d, "cgroup.procs"), []byte(strconv.Itoa(pid)), 0); err != nil {
			return fmt.Errorf("move process into cgroup: %w", err)
		}
	}
	return nil
}

// Processes returns who is in the group or below it.
func (g Group) Processes() ([]int, error) {
	var pids []int
	err := g.walk(func(dir string) error {
		data, err := os.ReadFile(filepath.Join(dir, "cgroup.procs"))
		// A group whose last process has just gone says ENODEV.
		if errors.Is(err, fs.ErrNotExist) || errors.Is(err, unix.ENODEV) {
			return nil
		}
		if err != nil {
			return err
		}
		for f := range strings.FieldsSeq(string(data)) {
			pid, err := strconv.Atoi(f)
			if err != nil {
				return err
			}
			// 0 is a process of another PID namespace than ours.
			if pid != 0 {
				pids = append(pids, pid)
			}
		}
		return nil
	})
	if err != nil {
		return nil, fmt.Errorf("list processes of cgroup %s: %w", g.path, err)
	}
	return pids, nil
}

// removeFor bounds how long Remove waits for processes that have ended to be
// taken off a group. No event tells of it on cgroup v1.
const removeFor = 5 * time.Second

// Remove deletes the group and all below it; no process may be left there. No
// group is no error.
func (g Group) Remove() error {
	deadline := time.Now().Add(removeFor)
	for {
		err := g.remove()
		if err == nil {
			return nil
		}
		if !errors.Is(err, unix.EBUSY) || time.Now().After(deadline) {
			return fmt.Errorf("remove cgroup: %w", err)
		}
		time.Sleep(5 * time.Millisecond)
	}
}

func (g Group) remove() error {
	var dirs []string
	err := g.walk(func(dir string) error {
		dirs = append(dirs, dir)
		return nil
	})
	if err != nil {
		return err
	}
	for _, dir := range slices.Backward(dirs) {
		if err := unix.Rmdir(dir); err != nil && !errors.Is(err, fs.ErrNotExist) {
			return &fs.PathError{Op: "rmdir", Path: dir, Err: err}
		}
	}
	return nil
}

// walk visits the group's directories, parents first. Those that vanish
// meanwhile are left out.
func (g Group) walk(visit func(dir string) error) error {
	for _, root := range g.dirs() {
		err := filepath.WalkDir(root, func(path string, d fs.DirEntry, err error) error {
			if errors.Is(err, fs.ErrNotExist) {
				return nil
			}
			if err != nil {
				return err
			}
			if !d.IsDir() {
				return nil
			}
			return visit(path)
		})
		if err != nil {
			return err
		}
	}
	return nil
}
