package lab

import (
	"os"
	"path/filepath"

	"github.com/kubectl-mastery/kubectl-mastery/lab/kubeconfig"
)

// merge puts a context of the lab into the owner's own kubeconfig.
func (u *upper) merge() error {
	path := os.Getenv("KUBECONFIG")
	if list := filepath.SplitList(path); len(list) > 0 {
		path = list[0]
	}
	if path == "" {
		path = filepath.Join(u.lab.Owner.Home, ".kube", "config")
	}
	if err := kubeconfig.Merge(u.dir.Kubeconfig(), path, u.lab.Owner.UID, u.lab.Owner.GID); err != nil {
		return err
	}
	u.lab.Merged = path
	u.steps.Say("%s has a context %s: kubectl --context %s ...", path, u.lab.Title(), u.lab.Title())
	return u.lab.Write(u.dir)
}
