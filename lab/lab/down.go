package lab

import (
	"errors"
	"os"

	"github.com/kubectl-mastery/kubectl-mastery/lab/kubeconfig"
	"github.com/kubectl-mastery/kubectl-mastery/lab/preflight"
	"github.com/kubectl-mastery/kubectl-mastery/lab/state"
)

// Down removes a lab and all that it has; it tells whether there was one.
func (m Machine) Down(name string) (bool, error) {
	if err := errors.Join(state.CheckName(name), preflight.Root()); err != nil {
		return false, err
	}
	lock, err := m.command(name)
	if err != nil {
		return false, err
	}
	was, err := m.down(name)
	if err != nil {
		return false, errors.Join(err, lock.Unlock())
	}
	return was, lock.Discard()
}

func (m Machine) down(name string) (bool, error) {
	dir := m.Root.Lab(name)
	lab, err := state.Read(dir)
	if errors.As(err, new(*state.DamagedError)) {
		return true, m.dropDamaged(name)
	}
	if errors.Is(err, os.ErrNotExist) {
		// What a first up left that was killed before it had written more, or a lab
		// whose description somebody has removed.
		if err := m.endNamed(name); err != nil {
			return false, err
		}
		return false, dir.Remove()
	}
	if err != nil {
		return false, err
	}
	if err := m.stop(lab); err != nil {
		return false, err
	}
	if lab.Merged != "" {
		err = kubeconfig.Unmerge(dir.Kubeconfig(), lab.Merged, lab.Owner.UID, lab.Owner.GID, lab.MergedMade)
	}
	return true, errors.Join(err, dir.Remove())
}
