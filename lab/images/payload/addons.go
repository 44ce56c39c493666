package payload

import (
	"bytes"
	"encoding/json"
	"fmt"
	"os"
	"path/filepath"
	"slices"

	"github.com/kubectl-mastery/kubectl-mastery/lab/images/addon"
)

const (
	// addonsDir is the payload's directory with a directory for each add-on.
	addonsDir = "addons"
	// AddonFile describes an add-on to the lab, beside its manifests.
	AddonFile = "addon.json"
)

// description is what the lab must know of an add-on, apart from its images.
type description struct {
	Description string   `json:"description"`
	Manifests   []string `json:"manifests"`
	Answers     []string `json:"answers,omitempty"`
}

// addons lays out the add-ons, and removes those that are no more.
func (b Build) addons(all []addon.Addon) error {
	var names []string
	for _, a := range all {
		names = append(names, a.Name)
		if err := b.addon(a); err != nil {
			return fmt.Errorf("lay out add-on %q: %w", a.Name, err)
		}
	}
	if err := removeOthers(filepath.Join(b.Out, addonsDir), names); err != nil {
		return fmt.Errorf("remove old add-ons: %w", err)
	}
	return nil
}

func (b Build) addon(a addon.Addon) error {
	dir := filepath.Join(b.Out, addonsDir, a.Name)
	about, err := json.MarshalIndent(description{a.Description, a.Manifests, a.Answers}, "", "  ")
	if err != nil {
		return err
	}
	changed, err := replace(filepath.Join(dir, AddonFile), append(about, '\n'))
	if err != nil {
		return err
	}
	for _, name := range a.Manifests {
		data, err := os.ReadFile(filepath.Join(b.Addons, a.Name, name))
		if os.IsNotExist(err) {
			// A component has made it, if this run makes all.
			if _, err = os.Stat(filepath.Join(dir, name)); err == nil || len(b.Only) > 0 {
				continue
			}
		}
		if err != nil {
			return err
		}
		other, err := replace(filepath.Join(dir, name), data)
		if err != nil {
			return err
		}
		changed = changed || other
	}
	if changed {
		b.say("add-on   %s", a.Name)
	}
	return removeOthers(dir, append([]string{"images", AddonFile}, a.Manifests...))
}

// removeOthers removes all but these names from a directory, which need not be
// there.
func removeOthers(dir string, names []string) error {
	entries, err := os.ReadDir(dir)
	if err != nil && !os.IsNotExist(err) {
		return err
	}
	for _, e := range entries {
		if slices.Contains(names, e.Name()) {
			continue
		}
		if err := os.RemoveAll(filepath.Join(dir, e.Name())); err != nil {
			return err
		}
	}
	return nil
}

// replace gives a file this content in one step, and tells whether it had
// another one, or none.
func replace(file string, data []byte) (bool, error) {
	if old, err := os.ReadFile(file); err == nil && bytes.Equal(old, data) {
		return false, nil
	}
	if err := os.MkdirAll(filepath.Dir(file), 0o755); err != nil {
		return false, err
	}
	fresh := filepath.Join(filepath.Dir(file), "."+filepath.Base(file)+".new")
	defer os.Remove(fresh)
	if err := os.WriteFile(fresh, data, 0o644); err != nil {
		return false, err
	}
	return true, os.Rename(fresh, file)
}
