package lab

import (
	"errors"
	"fmt"
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
	defer lock.Unlock()
	dir := m.Root.Lab(name)
	lab, err := state.Read(dir)
	if errors.Is(err, os.ErrNotExist) {
		// What a first up left that was killed before it had written more.
		return false, removeAll(dir)
	}
	if err != nil {
		return false, err
	}
	if err := m.stop(lab); err != nil {
		return false, err
	}
	if lab.Merged != "" {
		err = kubeconfig.Unmerge(dir.Kubeconfig(), lab.Merged, lab.Owner.UID, lab.Owner.GID)
	}
	return true, errors.Join(err, removeAll(dir))
}

func removeAll(dir state.Dir) error {
	if err := os.RemoveAll(string(dir)); err != nil {
		return fmt.Errorf("remove the lab's directory: %w", err)
	}
	return nil
}
