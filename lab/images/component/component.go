// Package component builds the programs of the lab's payload from the Go
// modules that pin them.
package component

import (
	"fmt"
	"maps"
	"os"
	"path/filepath"
	"slices"
	"strings"

	"golang.org/x/mod/modfile"
	"golang.org/x/mod/semver"
	"sigs.k8s.io/yaml"
)

// Component is one Go module of the components directory and the programs that
// are built from it.
type Component struct {
	// Name is the directory's name.
	Name string `json:"name"`
	// VersionOf is the path of the required module whose version the programs
	// report; empty where they are our own.
	VersionOf string `json:"versionOf,omitempty"`
	// Tags are build tags.
	Tags []string `json:"tags,omitempty"`
	// Variables are string variables set at link time, by their full name.
	// ${VERSION}, ${MAJOR} and ${MINOR} stand for parts of VersionOf's version.
	Variables map[string]string `json:"variables,omitempty"`
	Programs  []Program         `json:"programs,omitempty"`
	// Prints are files made of what a program says.
	Prints []Print `json:"prints,omitempty"`
	// Joins are files made of files of VersionOf's module.
	Joins []Join `json:"joins,omitempty"`

	// Dir is where the module lies; Version is VersionOf's version, such as
	// "v1.2.3". Load fills both.
	Dir     string `json:"-"`
	Version string `json:"-"`
}

// Program is one main package.
type Program struct {
	Name    string `json:"name"`
	Package string `json:"package"`
	// To is the program's place in the payload; empty if only images hold it.
	To string `json:"to,omitempty"`
	// Variables are set in this program besides those of the component.
	Variables map[string]string `json:"variables,omitempty"`
	// Names are links beside To that call the same file by another name.
	Names []string `json:"names,omitempty"`
}

// Print is a file of the payload that holds what a main package prints. It is
// run where the payload is made, so it must say the same on each architecture.
type Print struct {
	Package string `json:"package"`
	// To is the file's place in the payload.
	To string `json:"to"`
}

// Join is a file of the payload that holds YAML files of a module, one
// document after the other in the order of their names.
type Join struct {
	// Files is the pattern of their paths in the module.
	Files string `json:"files"`
	// To is the file's place in the payload.
	To string `json:"to"`
}

// Load reads components.yaml in dir and the version of each component from its
// go.mod.
func Load(dir string) ([]Component, error) {
	file := filepath.Join(dir, "components.yaml")
	data, err := os.ReadFile(file)
	if err != nil {
		return nil, fmt.Errorf("load components: %w", err)
	}
	var all []Component
	if err := yaml.UnmarshalStrict(data, &all); err != nil {
		return nil, fmt.Errorf("load %s: %w", file, err)
	}
	for i := range all {
		c := &all[i]
		c.Dir = filepath.Join(dir, c.Name)
		if c.VersionOf == "" {
			continue
		}
		if c.Version, err = requiredVersion(filepath.Join(c.Dir, "go.mod"), c.VersionOf); err != nil {
			return nil, fmt.Errorf("load component %q: %w", c.Name, err)
		}
	}
	return all, nil
}

// requiredVersion finds the version of a module in a go.mod file.
func requiredVersion(file, module string) (string, error) {
	data, err := os.ReadFile(file)
	if err != nil {
		return "", err
	}
	mod, err := modfile.Parse(file, data, nil)
	if err != nil {
		return "", err
	}
	for _, r := range mod.Require {
		if r.Mod.Path == module {
			return r.Mod.Version, nil
		}
	}
	return "", fmt.Errorf("%s does not require %s: name a module that it requires in versionOf", file, module)
}

// linkFlags is the value of go build's -ldflags for a program: no symbol
// tables, and the version where the program looks for it.
func (c Component) linkFlags(p Program) string {
	major, minor, _ := strings.Cut(strings.TrimPrefix(semver.MajorMinor(c.Version), "v"), ".")
	fill := strings.NewReplacer("${VERSION}", c.Version, "${MAJOR}", major, "${MINOR}", minor)
	flags := []string{"-s", "-w"}
	for _, variables := range []map[string]string{c.Variables, p.Variables} {
		for _, name := range slices.Sorted(maps.Keys(variables)) {
			flags = append(flags, "-X", name+"="+fill.Replace(variables[name]))
		}
	}
	return strings.Join(flags, " ")
}

// Source names where the programs come from: a module and its version, or the
// component's own module.
func (c Component) Source() string {
	if c.VersionOf == "" {
		return "github.com/kubectl-mastery/kubectl-mastery/lab/components/" + c.Name
	}
	return c.VersionOf + "@" + c.Version
}
