package lab

import (
	"os"
	"path/filepath"

	"github.com/kubectl-mastery/kubectl-mastery/lab/kubeconfig"
	"github.com/kubectl-mastery/kubectl-mastery/lab/state"
)

// merge puts a context of the lab into the owner's own kubeconfig.
func (u *upper) merge() error {
	path := usersKubeconfig(u.lab.Owner)
	made, err := kubeconfig.Merge(u.dir.Kubeconfig(), path, u.lab.Owner.UID, u.lab.Owner.GID)
	if err != nil {
		return err
	}
	// The file may be of an earlier call.
	u.lab.MergedMade = made || u.lab.MergedMade && u.lab.Merged == path
	u.lab.Merged = path
	u.steps.Say("%s has a context %s: kubectl --context %s ...", path, u.lab.Title(), u.lab.Title())
	return u.lab.Write(u.dir)
}

// usersKubeconfig is the file to which kubectl would add a context for the user who
// calls.
func usersKubeconfig(owner state.Owner) string {
	path := os.Getenv("KUBECONFIG")
	if list := filepath.SplitList(path); len(list) > 0 {
		path = list[0]
	}
	if path == "" {
		path = filepath.Join(owner.Home, ".kube", "config")
	}
	return path
}
