package record

import (
	"errors"
	"fmt"
	"io/fs"
	"os"
	"path/filepath"
)

// Mirror is a local copy of the records of one cluster. It is written with
// each change, so progress outlives the cluster.
type Mirror struct {
	// Dir is the directory of the cluster's records.
	Dir string
}

// StateDir is where this program keeps what it must remember locally:
// $XDG_STATE_HOME/kubectl-mastery, or ~/.local/state/kubectl-mastery.
func StateDir() (string, error) {
	if dir := os.Getenv("XDG_STATE_HOME"); filepath.IsAbs(dir) {
		return filepath.Join(dir, "kubectl-mastery"), nil
	}
	home, err := os.UserHomeDir()
	if err != nil {
		return "", fmt.Errorf("find the directory for local state: %w", err)
	}
	return filepath.Join(home, ".local", "state", "kubectl-mastery"), nil
}

// NewMirror is the mirror below stateDir of the cluster with the given UID.
func NewMirror(stateDir, clusterUID string) *Mirror {
	return &Mirror{Dir: filepath.Join(stateDir, "clusters", clusterUID)}
}

// Cluster is the UID of the mirror's cluster.
func (m *Mirror) Cluster() string { return filepath.Base(m.Dir) }

// Read returns the local copy of a learner's record; an empty record where
// there is none.
func (m *Mirror) Read(learner string) (*Record, error) {
	path := m.path(learner)
	document, err := os.ReadFile(path)
	if errors.Is(err, fs.ErrNotExist) {
		return New(learner), nil
	}
	if err != nil {
		return nil, fmt.Errorf("read local copy of your record: %w", err)
	}
	r, err := Parse(document)
	if err != nil {
		return nil, fmt.Errorf("%s: %w", path, err)
	}
	return r, nil
}

// Write merges a record into the local copy. A copy that cannot be read is
// left as it is. The file is replaced whole, so a kill leaves the old or the
// new one.
func (m *Mirror) Write(r *Record) error {
	known, err := m.Read(r.Learner)
	if err != nil {
		return err
	}
	document, err := Merge(known, r).Format()
	if err != nil {
		return err
	}
	if err := os.MkdirAll(m.Dir, 0o700); err != nil {
		return fmt.Errorf("keep a local copy of your record: %w", err)
	}
	if err := replaceFile(m.path(r.Learner), document); err != nil {
		return fmt.Errorf("keep a local copy of your record: %w", err)
	}
	return nil
}

func (m *Mirror) path(learner string) string {
	return filepath.Join(m.Dir, Name(learner)+".yaml")
}

// Mirrors lists the mirrors of all clusters below stateDir.
func Mirrors(stateDir string) ([]*Mirror, error) {
	dirs, err := filepath.Glob(filepath.Join(stateDir, "clusters", "*"))
	if err != nil {
		return nil, err
	}
	var all []*Mirror
	for _, dir := range dirs {
		all = append(all, &Mirror{Dir: dir})
	}
	return all, nil
}

// ReadAll merges the local copies of a cluster's learners into one record,
// for a machine without a cluster, where nobody says who is asking. Copies
// that cannot be read are left out and reported.
func (m *Mirror) ReadAll() (*Record, error) {
	merged := New("")
	paths, err := filepath.Glob(filepath.Join(m.Dir, "progress-*.yaml"))
	if err != nil {
		return nil, err
	}
	var failures []error
	for _, path := range paths {
		document, err := os.ReadFile(path)
		if err == nil {
			var r *Record
			if r, err = Parse(document); err == nil {
				merged = Merge(merged, r)
				continue
			}
		}
		failures = append(failures, fmt.Errorf("%s: %w", path, err))
	}
	return merged, errors.Join(failures...)
}

// replaceFile writes a file whole or not at all, readable by its owner alone.
func replaceFile(path string, content []byte) error {
	temporary, err := os.CreateTemp(filepath.Dir(path), ".new-*")
	if err != nil {
		return err
	}
	defer os.Remove(temporary.Name())
	if _, err := temporary.Write(content); err != nil {
		temporary.Close()
		return err
	}
	if err := temporary.Sync(); err != nil {
		temporary.Close()
		return err
	}
	if err := temporary.Close(); err != nil {
		return err
	}
	return os.Rename(temporary.Name(), path)
}
