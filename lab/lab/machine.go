// Package lab creates, starts, finds and removes labs.
package lab

import (
	"errors"
	"fmt"
	"os"
	"path/filepath"
	"strconv"
	"strings"

	"golang.org/x/sys/unix"

	"github.com/kubectl-mastery/kubectl-mastery/lab/image"
	"github.com/kubectl-mastery/kubectl-mastery/lab/monitor"
	"github.com/kubectl-mastery/kubectl-mastery/lab/sandbox"
	"github.com/kubectl-mastery/kubectl-mastery/lab/state"
)

// A Machine is a host of labs.
type Machine struct {
	Root state.Root
	// Payload is the directory with the programs and images of the lab.
	Payload string
	// Owner is who asks.
	Owner state.Owner
}

// Program is the path of one of the payload's programs.
func (m Machine) Program(name string) string { return filepath.Join(m.Payload, "bin", name) }

func (m Machine) index() (*image.Index, error) {
	return image.ReadIndex(filepath.Join(m.Payload, "images"))
}

func (m Machine) templates() image.Templates {
	return image.Templates{Dir: m.Root.Templates(), Payload: m.Payload}
}

// Find returns the lab with that name.
func (m Machine) Find(name string) (*state.Lab, error) {
	if err := state.CheckName(name); err != nil {
		return nil, err
	}
	lab, err := m.read(name)
	if errors.Is(err, os.ErrNotExist) {
		return nil, m.noLab(name)
	}
	return lab, err
}

// Only returns the name of the one lab that there is, if no other is called by the
// usual name or at all.
func (m Machine) Only() (string, bool) {
	labs, damaged, err := m.Root.Labs()
	if err != nil || len(labs) != 1 || len(damaged) > 0 {
		return "", false
	}
	return labs[0].Name, true
}

// Running tells whether the lab runs; the error says how to start it.
func (m Machine) Running(lab *state.Lab) error {
	holder, err := state.Holder(m.Root.Lab(lab.Name).MonitorLock())
	if err == nil && holder == 0 {
		err = errNotRunning(lab.Name)
	}
	return err
}

// noLab says that there is no lab of that name, and which ones there are.
func (m Machine) noLab(name string) error {
	// A list that cannot be had is no reason to say less than we know.
	labs, _, err := m.Root.Labs()
	if err != nil || len(labs) == 0 {
		return noLabError(fmt.Sprintf("there is no lab %q here; create it with `%s`", name, UpCommand(name)))
	}
	var names []string
	for _, l := range labs {
		names = append(names, strconv.Quote(l.Name))
	}
	which := "NAME"
	if len(labs) == 1 {
		which = labs[0].Name
	}
	return noLabError(fmt.Sprintf("there is no lab %q here, only %s: use --name %s, or create it with `%s`",
		name, strings.Join(names, ", "), which, UpCommand(name)))
}

// A noLabError is an os.ErrNotExist in words of its own.
type noLabError string

func (e noLabError) Error() string { return string(e) }

func (e noLabError) Is(target error) bool { return target == os.ErrNotExist }

// Title is how a lab is spoken of.
func Title(name string) string {
	if name == DefaultName {
		return "The lab"
	}
	return "Lab " + name
}

// UpCommand is the command line that creates a lab, or starts it again.
func UpCommand(name string) string { return "kubectl mastery lab up" + argument(name) }

// DownCommand is the command line that removes a lab.
func DownCommand(name string) string { return "kubectl mastery lab down" + argument(name) }

// argument is how a name is given to a command: not at all if it is the
// default.
func argument(name string) string {
	if name == DefaultName {
		return ""
	}
	return " " + name
}

// DefaultName is the name of a lab that is given none.
const DefaultName = "lab"

// command takes the lock that keeps two commands from working on one lab.
func (m Machine) command(name string) (*state.Lock, error) {
	lock, err := state.TryLock(m.Root.CommandLock(name))
	if errors.Is(err, state.ErrHeld) {
		return nil, fmt.Errorf("another command is at work on lab %q: wait until it is done", name)
	}
	return lock, err
}

// end ends a lab that runs: its monitor tidies up.
func (m Machine) end(name string) error {
	holder, err := state.Holder(m.Root.Lab(name).MonitorLock())
	if holder == 0 || err != nil {
		return err
	}
	return sandbox.Kill(holder, unix.SIGTERM)
}

// stop ends a lab, and removes all that it has outside of its directory. It
// may be running, have crashed, or have been stopped before.
func (m Machine) stop(lab *state.Lab) error {
	if err := m.end(lab.Name); err != nil {
		return err
	}
	groups, err := sandbox.FindHierarchies()
	if err != nil {
		return err
	}
	// After an orderly end of the monitor there is nothing left to do.
	dir := m.Root.Lab(lab.Name)
	return monitor.Clean(lab, dir, groups)
}
