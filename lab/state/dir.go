package state

import (
	"crypto/sha256"
	"encoding/hex"
	"errors"
	"fmt"
	"os"
	"path/filepath"
)

// A Root is the data directory: all labs, and what they share.
type Root string

// DefaultRoot is the data directory of a machine.
const DefaultRoot Root = "/var/lib/kubectl-mastery-lab"

// Lab is the directory of the lab with that name, which need not exist.
func (r Root) Lab(name string) Dir { return Dir(filepath.Join(string(r), "labs", name)) }

// Templates is where the contents of nodes are kept that were prepared once.
func (r Root) Templates() string { return filepath.Join(string(r), "templates") }

// Labs returns the labs of this data directory, sorted by name. A directory
// that describes no lab, such as one being created, is left out.
func (r Root) Labs() ([]*Lab, error) {
	entries, err := os.ReadDir(filepath.Join(string(r), "labs"))
	if errors.Is(err, os.ErrNotExist) {
		return nil, nil
	}
	if err != nil {
		return nil, fmt.Errorf("list labs: %w", err)
	}
	var labs []*Lab
	for _, e := range entries {
		lab, err := Read(r.Lab(e.Name()))
		if errors.Is(err, os.ErrNotExist) {
			continue
		}
		if err != nil {
			return nil, err
		}
		labs = append(labs, lab)
	}
	return labs, nil
}

// A Dir is the directory of one lab. Others than root may walk through it,
// so that the owner reaches the kubeconfig.
type Dir string

func (d Dir) spec() string { return filepath.Join(string(d), "lab.json") }

// Group is the name of the lab's control group. Labs of other data directories
// than the usual one have names that no other lab can have.
func (d Dir) Group() string {
	title := Title(filepath.Base(string(d)))
	root := filepath.Dir(filepath.Dir(string(d)))
	if root == string(DefaultRoot) {
		return title
	}
	sum := sha256.Sum256([]byte(root))
	return title + "-" + hex.EncodeToString(sum[:4])
}

// Kubeconfig is the file with which the owner uses the lab.
func (d Dir) Kubeconfig() string { return filepath.Join(string(d), "kubeconfig") }

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

// Status is what the node's first process last wrote of its components.
func (d NodeDir) Status() string { return filepath.Join(d.Var(), filepath.FromSlash(StatusInside)) }

// StatusInside is the path of Status below the node's /var.
const StatusInside = "lib/kubectl-mastery-lab/components.json"

// CommandLock is held by whoever creates, starts or removes the lab with that
// name.
func (r Root) CommandLock(name string) string {
	return filepath.Join(string(r), "locks", name)
}

// Lock is held while something is chosen or made that labs share.
func (r Root) Lock() string { return filepath.Join(string(r), "lock") }
