// Package addon reads what can be added to a lab: a directory for each add-on,
// with addon.yaml and manifests in it.
package addon

import (
	"errors"
	"fmt"
	"os"
	"path/filepath"
	"strings"

	"sigs.k8s.io/yaml"

	"github.com/kubectl-mastery/kubectl-mastery/lab/images/image"
)

// File is the name of an add-on's description.
const File = "addon.yaml"

// Addon is one add-on.
type Addon struct {
	// Name is the directory's name.
	Name string `json:"-"`
	// Description is a line that says what the add-on is for.
	Description string `json:"description"`
	// Images are built as those of images.yaml are, and may stand on its layers.
	// A lab gets them with the add-on.
	Images []image.Image `json:"images,omitempty"`
	// Manifests are files with the add-on's objects, in the order in which they
	// are applied. They lie beside addon.yaml, unless a component makes them.
	Manifests []string `json:"manifests"`
	// Answers are paths of the cluster's API. The add-on works when each has a
	// good answer; one that is a list must have something in it.
	Answers []string `json:"answers,omitempty"`
}

// Load reads all add-ons of a directory, which need not be there, sorted by
// name.
func Load(dir string) ([]Addon, error) {
	entries, err := os.ReadDir(dir)
	if err != nil && !errors.Is(err, os.ErrNotExist) {
		return nil, fmt.Errorf("load add-ons: %w", err)
	}
	var all []Addon
	for _, e := range entries {
		if !e.IsDir() {
			continue
		}
		a := Addon{Name: e.Name()}
		file := filepath.Join(dir, e.Name(), File)
		data, err := os.ReadFile(file)
		if err != nil {
			return nil, fmt.Errorf("load add-on: %w", err)
		}
		if err := yaml.UnmarshalStrict(data, &a); err != nil {
			return nil, fmt.Errorf("load %s: %w", file, err)
		}
		if err := a.check(); err != nil {
			return nil, fmt.Errorf("load %s: %w", file, err)
		}
		all = append(all, a)
	}
	return all, nil
}

func (a Addon) check() error {
	if a.Description == "" || strings.Contains(a.Description, "\n") {
		return errors.New("an add-on needs a description of one line")
	}
	if len(a.Manifests) == 0 {
		return errors.New("an add-on needs manifests")
	}
	for _, m := range a.Manifests {
		if filepath.Base(m) != m {
			return fmt.Errorf("manifest %q: name a file of the add-on's directory", m)
		}
	}
	for _, path := range a.Answers {
		if !strings.HasPrefix(path, "/") {
			return fmt.Errorf("%q is no path of the API: it begins with a slash", path)
		}
	}
	return nil
}
