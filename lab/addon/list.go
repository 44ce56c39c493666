package addon

import (
	"encoding/json"
	"errors"
	"fmt"
	"os"
	"path/filepath"
	"slices"
	"strings"

	"github.com/kubectl-mastery/kubectl-mastery/lab/image"
)

// An Addon is something that is put into a lab by its name.
type Addon struct {
	Name string `json:"-"`
	// Description is a line that says what it is for.
	Description string `json:"description"`
	// Manifests are files of its objects, in the order in which they are applied.
	Manifests []string `json:"manifests"`
	// Answers are paths of the API, each of which has a good answer when the
	// add-on works; a list is not empty then.
	Answers []string `json:"answers"`
	dir     string
}

// List returns the add-ons of a payload, sorted by name.
func List(payload string) ([]Addon, error) {
	dir := filepath.Join(payload, "addons")
	entries, err := os.ReadDir(dir)
	if err != nil && !errors.Is(err, os.ErrNotExist) {
		return nil, fmt.Errorf("list add-ons: %w", err)
	}
	var all []Addon
	for _, e := range entries {
		a := Addon{Name: e.Name(), dir: filepath.Join(dir, e.Name())}
		data, err := os.ReadFile(filepath.Join(a.dir, "addon.json"))
		if err == nil {
			err = json.Unmarshal(data, &a)
		}
		if err != nil {
			return nil, fmt.Errorf("read add-on %s: %w", a.Name, err)
		}
		all = append(all, a)
	}
	return all, nil
}

// Find returns the add-ons of a payload that have these names, each once, in
// the order of List.
func Find(payload string, names []string) ([]Addon, error) {
	all, err := List(payload)
	if err != nil {
		return nil, err
	}
	for _, name := range names {
		if !slices.ContainsFunc(all, func(a Addon) bool { return a.Name == name }) {
			return nil, fmt.Errorf("there is no add-on %q, %s", name, others(all))
		}
	}
	return slices.DeleteFunc(all, func(a Addon) bool { return !slices.Contains(names, a.Name) }), nil
}

func others(all []Addon) string {
	if len(all) == 0 {
		return "nor any other: install the lab again, or build it with make"
	}
	var names []string
	for _, a := range all {
		names = append(names, a.Name)
	}
	return "only " + strings.Join(names, ", ")
}

// Images lists the archives of the add-on's images.
func (a Addon) Images() (*image.Index, error) { return image.ReadIndex(filepath.Join(a.dir, "images")) }

// Manifest returns the add-on's objects as YAML.
func (a Addon) Manifest() (string, error) {
	var all strings.Builder
	for _, name := range a.Manifests {
		data, err := os.ReadFile(filepath.Join(a.dir, name))
		if err != nil {
			return "", fmt.Errorf("read add-on %s: %w", a.Name, err)
		}
		fmt.Fprintf(&all, "---\n%s\n", data)
	}
	return all.String(), nil
}
