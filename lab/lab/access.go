package lab

import (
	"errors"
	"os"

	"github.com/kubectl-mastery/kubectl-mastery/lab/kubeapi"
	"github.com/kubectl-mastery/kubectl-mastery/lab/state"
)

// ownName is who the lab itself is in its cluster. The audit policy, too, names it.
const ownName = "kubectl-mastery-lab"

// newClient speaks to the API of a lab's cluster as the lab itself. Where that
// cannot be, it does as the owner: only root may be the lab, and one that an older
// release made knows its owner alone.
func newClient(dir state.Dir) (*kubeapi.Client, error) {
	client, err := kubeapi.New(dir.OwnKubeconfig())
	if errors.Is(err, os.ErrNotExist) || errors.Is(err, os.ErrPermission) {
		return kubeapi.New(dir.Kubeconfig())
	}
	return client, err
}
