package lab

import (
	"github.com/kubectl-mastery/kubectl-mastery/lab/preflight"
	"github.com/kubectl-mastery/kubectl-mastery/lab/state"
)

const (
	// labSpace is what a lab needs on disk to begin with, images apart.
	labSpace = 1 << 30
	// unpacked is how much larger images are unpacked than in their archives.
	unpacked = 4
)

// check looks for what would keep the lab from running.
func (u *upper) check() error {
	return preflight.Check{Payload: u.Payload, Data: string(u.Root), Nodes: u.count(), Space: u.space}.Run()
}

// count is how many nodes the lab has, or will have.
func (u *upper) count() int {
	if lab, err := state.Read(u.dir); err == nil {
		return len(lab.Nodes)
	}
	return max(u.Nodes, 1)
}

// space is how many bytes the lab needs on disk.
func (u *upper) space() (int64, error) {
	index, err := u.Machine.index()
	if err != nil || u.Pull || u.templates().Has(index) {
		return labSpace, err
	}
	size, err := index.Size()
	return labSpace + unpacked*size, err
}
