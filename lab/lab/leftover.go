package lab

import (
	"errors"
	"os"
	"path/filepath"
	"strconv"
	"strings"

	"github.com/kubectl-mastery/kubectl-mastery/lab/monitor"
	"github.com/kubectl-mastery/kubectl-mastery/lab/network"
	"github.com/kubectl-mastery/kubectl-mastery/lab/state"
)

// clean removes what is left of a lab that nobody is at work on, and tells whether
// its directory is there afterwards.
func (c *collector) clean(name string, dir state.Dir) (there bool, err error) {
	if running, err := state.Holder(dir.MonitorLock()); running != 0 || err != nil {
		return true, err
	}
	lab, err := state.Read(dir)
	damaged := errors.As(err, new(*state.DamagedError))
	if err != nil && !damaged && !errors.Is(err, os.ErrNotExist) {
		return true, err
	}
	whole := err == nil && !lab.Unfinished
	why, what := "which does not run", "a lab that is not whole"
	switch {
	case damaged:
		why, what = "whose record is damaged", "a lab whose record is damaged"
	case !whole:
		why = "which is gone"
	}
	if err := errors.Join(c.group(name, dir, why), c.links(name, dir, why)); err != nil {
		return true, err
	}
	if whole || !dir.Exists() {
		return whole, nil
	}
	return false, c.remove(dir.Remove, "directory %s of %s", dir, what)
}

// group removes a lab's control group, and ends what is still in it.
func (c *collector) group(name string, dir state.Dir, why string) error {
	group := c.groups.Lab(dir.Group())
	if !group.Exists() {
		return nil
	}
	if !dir.Exists() {
		if ours, err := c.ours(dir); !ours || err != nil {
			return err
		}
	}
	end := func() error { return errors.Join(group.Empty(), c.groups.Discard(dir.Group())) }
	return c.remove(end, "control group %s of lab %s, %s", dir.Group(), name, why)
}

// ours tells whether a lab with that directory made the group of that name. There
// is nothing but the group to tell it: it is made as a monitor makes it, and who is
// in it, if anybody, is that lab's.
func (c *collector) ours(dir state.Dir) (bool, error) {
	group := c.groups.Lab(dir.Group())
	if !monitor.Made(group) {
		return false, nil
	}
	pids, err := group.Processes()
	if err != nil || len(pids) == 0 {
		return err == nil, err
	}
	for _, pid := range pids {
		line, err := os.ReadFile(filepath.Join("/proc", strconv.Itoa(pid), "cmdline"))
		// It may have ended meanwhile.
		if err == nil && hasAll(strings.Split(string(line), "\x00"), []string{string(dir)}) {
			return true, nil
		}
	}
	return false, nil
}

// links removes a lab's link on the host.
func (c *collector) links(name string, dir state.Dir, why string) error {
	for i := range network.Plans {
		plan, err := network.PlanFor(i)
		if err != nil {
			return err
		}
		connected, err := network.Connected(plan)
		if err != nil {
			return err
		}
		if connected != string(dir) {
			continue
		}
		end := func() error { return network.DisconnectHost(plan, connected) }
		if err := c.remove(end, "link %s of lab %s, %s", plan.HostLink(), name, why); err != nil {
			return err
		}
	}
	return nil
}
