package lab

import (
	"context"
	"fmt"
	"path/filepath"
	"slices"

	"github.com/kubectl-mastery/kubectl-mastery/lab/image"
	"github.com/kubectl-mastery/kubectl-mastery/lab/preflight"
)

// Load imports an image archive into every node of a running lab. It returns the
// names of the images that a node has got by it, and of those that all had.
func (m Machine) Load(ctx context.Context, name, archive string) (loaded, same []string, err error) {
	if err := preflight.Root(); err != nil {
		return nil, nil, err
	}
	lab, err := m.Find(name)
	if err != nil {
		return nil, nil, err
	}
	if archive, err = filepath.Abs(archive); err != nil {
		return nil, nil, err
	}
	names, err := image.Names(archive)
	if err != nil {
		return nil, nil, err
	}
	if err := m.allOn(lab, m.Root.Lab(name)); err != nil {
		return nil, nil, err
	}
	for _, n := range lab.Nodes {
		pid, err := m.nodePid(lab, n)
		if err != nil {
			return nil, nil, err
		}
		got, had, err := image.LoadNamed(ctx, m.Payload, socketOf(pid), archive, names)
		if err != nil {
			return nil, nil, fmt.Errorf("%w (node %s)", err, n.Name)
		}
		loaded, same = append(loaded, got...), append(same, had...)
	}
	slices.Sort(loaded)
	slices.Sort(same)
	loaded, same = slices.Compact(loaded), slices.Compact(same)
	return loaded, slices.DeleteFunc(same, func(ref string) bool { return slices.Contains(loaded, ref) }), nil
}
