package lab

import (
	"context"
	"path/filepath"
	"slices"

	"github.com/kubectl-mastery/kubectl-mastery/lab/image"
	"github.com/kubectl-mastery/kubectl-mastery/lab/preflight"
)

// Load imports an image archive into every node of a running lab, and returns
// the names of its images.
func (m Machine) Load(ctx context.Context, name, archive string) ([]string, error) {
	if err := preflight.Root(); err != nil {
		return nil, err
	}
	lab, err := m.Find(name)
	if err != nil {
		return nil, err
	}
	archive, err = filepath.Abs(archive)
	if err != nil {
		return nil, err
	}
	var refs []string
	for _, n := range lab.Nodes {
		pid, err := m.nodePid(lab, n)
		if err != nil {
			return nil, err
		}
		loaded, err := image.Load(ctx, m.Payload, socketOf(pid), archive)
		if err != nil {
			return nil, err
		}
		refs = append(refs, loaded...)
	}
	slices.Sort(refs)
	return slices.Compact(refs), nil
}
