package state

import (
	"errors"
	"fmt"
	"os"
	"path/filepath"
)

// A Dir is the directory of one lab. Others than root may walk through it,
// so that the owner reaches the kubeconfig.
type Dir string

func (d Dir) spec() string { return filepath.Join(string(d), "lab.json") }

// Exists tells whether the directory is there.
func (d Dir) Exists() bool {
	_, err := os.Stat(string(d))
	return err == nil
}

// Remove removes the directory. The lab's description goes first: what is left
// if this is interrupted is no lab.
func (d Dir) Remove() error {
	err := os.Remove(d.spec())
	if err == nil || errors.Is(err, os.ErrNotExist) {
		err = os.RemoveAll(string(d))
	}
	if err != nil {
		return fmt.Errorf("remove the lab's directory: %w", err)
	}
	return nil
}

// Group is the name of the lab's control group. Labs of other data directories
// than the usual one have names that no other lab can have.
func (d Dir) Group() string {
	root := Root(filepath.Dir(filepath.Dir(string(d))))
	return Title(filepath.Base(string(d))) + root.mark()
}

// Kubeconfig is the file with which the owner uses the lab.
func (d Dir) Kubeconfig() string { return filepath.Join(string(d), "kubeconfig") }

// OwnKubeconfig is the file with which the lab itself uses its cluster, so that
// what it does there is not taken for its owner's doing. Labs of older releases
// have none.
func (d Dir) OwnKubeconfig() string { return filepath.Join(string(d), "own.kubeconfig") }

// MonitorLock is held by the lab's monitor for as long as it lives.
func (d Dir) MonitorLock() string { return filepath.Join(string(d), "monitor.lock") }

// Log is what monitor, fabric and the nodes' first processes say.
func (d Dir) Log() string { return filepath.Join(string(d), "lab.log") }

// Volumes holds what pods keep in their volumes. All nodes see it. Any user may
// write to a volume, so nobody but root may reach it here.
func (d Dir) Volumes() string { return filepath.Join(string(d), "volumes") }

// Node is the directory of one node.
func (d Dir) Node(name string) NodeDir { return NodeDir(filepath.Join(string(d), "nodes", name)) }

// A NodeDir is what a node keeps when it is restarted, as on a disk: the
// directories below have the names that they have inside.
type NodeDir string

// Var is the node's /var.
func (d NodeDir) Var() string { return filepath.Join(string(d), "var") }

// Containerd is the node's store of images and containers.
func (d NodeDir) Containerd() string { return filepath.Join(d.Var(), "lib", "containerd") }

// Kubernetes is the node's /etc/kubernetes.
func (d NodeDir) Kubernetes() string { return filepath.Join(string(d), "etc", "kubernetes") }

// Home is the node's /root.
func (d NodeDir) Home() string { return filepath.Join(string(d), "root") }

// Mount is where the node's root is put together.
func (d NodeDir) Mount() string { return filepath.Join(string(d), "mnt") }

// Log is the log of one of the node's components.
func (d NodeDir) Log(component string) string {
	return filepath.Join(d.Var(), "log", component+".log")
}

// AuditLog is what the node's API server writes of who asked for what. Its older
// parts are beside it.
func (d NodeDir) AuditLog() string {
	return filepath.Join(d.Var(), filepath.FromSlash(AuditLogInside))
}

// AuditLogInside is the path of AuditLog below the node's /var.
const AuditLogInside = "log/kubernetes/audit/audit.log"

// Status is what the node's first process last wrote of its components.
func (d NodeDir) Status() string { return filepath.Join(d.Var(), filepath.FromSlash(StatusInside)) }

// StatusInside is the path of Status below the node's /var.
const StatusInside = "lib/kubectl-mastery-lab/components.json"
