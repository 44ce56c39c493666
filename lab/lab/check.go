package lab

import "github.com/kubectl-mastery/kubectl-mastery/lab/preflight"

const (
	// labSpace is what a lab needs on disk to begin with, images apart.
	labSpace = 1 << 30
	// unpacked is how much larger images are unpacked than in their archives.
	unpacked = 4
)

// check looks for what would keep the lab from running.
func (u *upper) check() error {
	return preflight.Check{Payload: u.Payload, Data: string(u.Root), Space: u.space}.Run()
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
