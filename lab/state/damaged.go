package state

import (
	"errors"
	"fmt"
	"slices"
)

// A DamagedError says that a lab's description is there and tells nothing that can
// be relied on: somebody has written over it, or a disk was full.
type DamagedError struct {
	Path   string
	Reason error
}

func (e *DamagedError) Error() string { return fmt.Sprintf("%s is damaged: %v", e.Path, e.Reason) }

func (e *DamagedError) Unwrap() error { return e.Reason }

// check tells what keeps the description from being that of a lab with that name.
// Paths, addresses and processes are found by what it looks at.
func (l *Lab) check(name string) error {
	if l.Name != name {
		return fmt.Errorf("it describes a lab %q", l.Name)
	}
	if len(l.Nodes) == 0 {
		return errors.New("it has no nodes")
	}
	if !slices.Equal(l.Nodes, NodesOf(name, len(l.Nodes))) {
		return errors.New("its nodes are not those of a lab")
	}
	_, err := l.Plan()
	return err
}
