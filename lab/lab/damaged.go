package lab

import (
	"errors"
	"fmt"
	"os"

	"github.com/kubectl-mastery/kubectl-mastery/lab/kubeconfig"
	"github.com/kubectl-mastery/kubectl-mastery/lab/sandbox"
	"github.com/kubectl-mastery/kubectl-mastery/lab/state"
)

// read returns the lab with that name; the error is an os.ErrNotExist if there is
// none, and says what to do about one whose description is damaged.
func (m Machine) read(name string) (*state.Lab, error) {
	lab, err := state.Read(m.Root.Lab(name))
	if damage, ok := errors.AsType[*state.DamagedError](err); ok {
		return nil, fmt.Errorf("the record of lab %s is damaged: remove the lab with `%s` (%w)", name, DownCommand(name), damage)
	}
	return lab, err
}

// dropDamaged removes a lab whose description is damaged, with all that can be found
// by its name.
func (m Machine) dropDamaged(name string) error {
	if err := m.endNamed(name); err != nil {
		return err
	}
	// What would tell whose kubeconfig has its context is lost. It is the caller's,
	// or nobody is told of it.
	dir := m.Root.Lab(name)
	var err error
	if _, missing := os.Stat(dir.Kubeconfig()); missing == nil {
		err = kubeconfig.Unmerge(dir.Kubeconfig(), usersKubeconfig(m.Owner), m.Owner.UID, m.Owner.GID, false)
	}
	return errors.Join(err, dir.Remove())
}

// endNamed ends a lab of which only the name is known, and removes what it has
// outside of its directory.
func (m Machine) endNamed(name string) error {
	if err := m.end(name); err != nil {
		return err
	}
	groups, err := sandbox.FindHierarchies()
	if err != nil {
		return err
	}
	c := &collector{Machine: m, groups: groups}
	dir := m.Root.Lab(name)
	return errors.Join(c.group(name, dir, ""), c.links(name, dir, ""))
}
