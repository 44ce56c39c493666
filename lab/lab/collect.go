package lab

import (
	"errors"
	"fmt"
	"os"
	"path/filepath"
	"slices"
	"strings"

	"github.com/kubectl-mastery/kubectl-mastery/lab/network"
	"github.com/kubectl-mastery/kubectl-mastery/lab/preflight"
	"github.com/kubectl-mastery/kubectl-mastery/lab/sandbox"
	"github.com/kubectl-mastery/kubectl-mastery/lab/state"
)

// A Collection is what Collect found.
type Collection struct {
	// Removed says what was left of labs that were killed, a phrase each.
	Removed []string
	// Busy says what was left alone since a command is at work on it.
	Busy []string
	// Damaged are the labs that were left alone since they run, though they could not
	// be started again.
	Damaged []string
}

// Collect removes what is left on the machine of labs of this data directory that
// do not run: outside of their directories, and of labs that were never finished or
// are gone. Labs that run, stopped ones, and all that is not known to be of this
// data directory are left alone. With dry it removes nothing.
func (m Machine) Collect(dry bool) (Collection, error) {
	if err := preflight.Root(); err != nil {
		return Collection{}, err
	}
	groups, err := sandbox.FindHierarchies()
	if err != nil {
		return Collection{}, err
	}
	c := &collector{Machine: m, dry: dry, groups: groups}
	names, err := c.names()
	if err != nil {
		return Collection{}, err
	}
	var errs error
	for _, name := range names {
		errs = errors.Join(errs, c.lab(name))
	}
	errs = errors.Join(errs, c.templates())
	return c.Collection, errs
}

// A collector is one call of Collect.
type collector struct {
	Machine
	Collection
	dry    bool
	groups *sandbox.Hierarchies
}

// names are those of all labs of which there is anything.
func (c *collector) names() ([]string, error) {
	names, err := c.Root.Names()
	if err != nil {
		return nil, err
	}
	groups, err := c.groups.Labs(state.Title(""))
	if err != nil {
		return nil, err
	}
	for _, g := range groups {
		if name, ok := c.Root.LabOf(g); ok {
			names = append(names, name)
		}
	}
	for i := range network.Plans {
		plan, err := network.PlanFor(i)
		if err != nil {
			return nil, err
		}
		dir, err := network.Connected(plan)
		if err != nil {
			return nil, err
		}
		if name := filepath.Base(dir); dir == string(c.Root.Lab(name)) {
			names = append(names, name)
		}
	}
	locks, err := filepath.Glob(c.Root.CommandLock("*"))
	if err != nil {
		return nil, fmt.Errorf("list locks: %w", err)
	}
	for _, l := range locks {
		names = append(names, filepath.Base(l))
	}
	slices.Sort(names)
	return slices.Compact(names), nil
}

// lab removes what is left of a lab, unless it runs or a command is at work on it.
func (c *collector) lab(name string) error {
	dir := c.Root.Lab(name)
	if running, err := state.Holder(dir.MonitorLock()); running != 0 || err != nil {
		if _, read := state.Read(dir); errors.As(read, new(*state.DamagedError)) {
			c.Damaged = append(c.Damaged, name)
		}
		return err
	}
	path := c.Root.CommandLock(name)
	_, err := os.Stat(path)
	locked := err == nil
	lock, err := c.lock(path)
	if errors.Is(err, state.ErrHeld) {
		c.Busy = append(c.Busy, "lab "+name)
		return nil
	}
	if err != nil {
		return err
	}
	there, err := c.clean(name, dir)
	if err != nil || there {
		return errors.Join(err, lock.Unlock())
	}
	if !locked {
		return lock.Discard()
	}
	return c.remove(lock.Discard, "lock %s of a lab that is gone", path)
}

// lock takes a lock; where nothing is to be changed it only looks whether it is
// free, and returns one that is not there.
func (c *collector) lock(path string) (*state.Lock, error) {
	// Without the directory of locks, no command is at work.
	if _, err := os.Stat(filepath.Dir(path)); errors.Is(err, os.ErrNotExist) {
		return nil, nil
	}
	if !c.dry {
		return state.TryLock(path)
	}
	holder, err := state.Holder(path)
	if err == nil && holder != 0 {
		err = state.ErrHeld
	}
	return nil, err
}

// remove removes something by do, and writes down what it is.
func (c *collector) remove(do func() error, format string, args ...any) error {
	if !c.dry {
		if err := do(); err != nil {
			return err
		}
	}
	c.Removed = append(c.Removed, fmt.Sprintf(format, args...))
	return nil
}

// templates removes what an import of images left that was killed.
func (c *collector) templates() error {
	entries, err := os.ReadDir(c.Root.Templates())
	if err != nil && !errors.Is(err, os.ErrNotExist) {
		return fmt.Errorf("look for unfinished image templates: %w", err)
	}
	entries = slices.DeleteFunc(entries, func(e os.DirEntry) bool { return !strings.HasPrefix(e.Name(), ".") })
	if len(entries) == 0 {
		return nil
	}
	lock, err := c.lock(c.Root.Lock())
	if errors.Is(err, state.ErrHeld) {
		c.Busy = append(c.Busy, "image templates")
		return nil
	}
	if err != nil {
		return err
	}
	var errs error
	for _, e := range entries {
		path := filepath.Join(c.Root.Templates(), e.Name())
		err := c.remove(func() error { return os.RemoveAll(path) }, "unfinished image template %s", path)
		if err != nil {
			errs = errors.Join(errs, fmt.Errorf("remove an unfinished image template: %w", err))
		}
	}
	return errors.Join(errs, lock.Unlock())
}
