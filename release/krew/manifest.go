// Package krew describes a release to krew, kubectl's plugin manager: it
// writes the manifests that krew installs from, and knows the rules that krew
// and its central index hold them to.
package krew

import (
	"bytes"
	"fmt"
	"slices"
	"strings"

	"go.yaml.in/yaml/v3"

	"github.com/kubectl-mastery/kubectl-mastery/release"
)

// Constants of krew's manifest format.
const (
	apiVersion = "krew.googlecontainertools.github.com/v1alpha2"
	kind       = "Plugin"
)

// A Manifest is a krew plugin manifest.
type Manifest struct {
	APIVersion string   `yaml:"apiVersion"`
	Kind       string   `yaml:"kind"`
	Metadata   Metadata `yaml:"metadata"`
	Spec       Spec     `yaml:"spec"`
}

// Metadata names the plugin.
type Metadata struct {
	Name string `yaml:"name"`
}

// Spec is what a manifest says of the plugin.
type Spec struct {
	Version          string     `yaml:"version"`
	Homepage         string     `yaml:"homepage"`
	ShortDescription string     `yaml:"shortDescription"`
	Description      string     `yaml:"description"`
	Caveats          string     `yaml:"caveats,omitempty"`
	Platforms        []Platform `yaml:"platforms"`
}

// A Platform is an archive, and the machines that it is for.
type Platform struct {
	Selector Selector `yaml:"selector"`
	URI      string   `yaml:"uri"`
	SHA256   string   `yaml:"sha256"`
	Bin      string   `yaml:"bin"`
	Files    []Move   `yaml:"files"`
}

// A Selector chooses machines by os and arch.
type Selector struct {
	MatchLabels      map[string]string `yaml:"matchLabels,omitempty"`
	MatchExpressions []Expression      `yaml:"matchExpressions,omitempty"`
}

// An Expression is one term of a selector.
type Expression struct {
	Key      string   `yaml:"key"`
	Operator string   `yaml:"operator"`
	Values   []string `yaml:"values,omitempty"`
}

// A Move takes a file or directory from the archive to where it is installed.
type Move struct {
	From string `yaml:"from"`
	To   string `yaml:"to"`
}

// Describe makes the manifest of a program. sums are the checksums of the
// archives by their names; platforms without one are returned as missing and
// are not in the manifest.
func Describe(program release.Program, version string, sums map[string]string) (m Manifest, missing []release.Platform, err error) {
	text, err := textOf(program)
	if err != nil {
		return Manifest{}, nil, err
	}
	m = Manifest{
		APIVersion: apiVersion, Kind: kind, Metadata: Metadata{Name: program.Plugin},
		Spec: Spec{
			Version: version, Homepage: release.Home,
			ShortDescription: text.short, Description: text.long, Caveats: text.caveats,
		},
	}
	for _, on := range program.Platforms {
		file := program.Archive(version, on)
		sum, have := sums[file]
		if !have {
			missing = append(missing, on)
			continue
		}
		m.Spec.Platforms = append(m.Spec.Platforms, Platform{
			Selector: Selector{MatchLabels: map[string]string{"os": on.OS, "arch": on.Arch}},
			URI:      release.URI(version, file),
			SHA256:   sum,
			Bin:      program.Executable(on),
			Files:    moves(program, on),
		})
	}
	return m, missing, nil
}

func moves(program release.Program, on release.Platform) []Move {
	names := []string{"LICENSE", program.Executable(on)}
	if program.Payload != "" {
		names = append(names, program.Payload)
	}
	var all []Move
	for _, name := range names {
		all = append(all, Move{From: name, To: "."})
	}
	return all
}

// Encode writes the manifest as YAML. note, if there is one, becomes a comment
// at the top.
func (m Manifest) Encode(note string) ([]byte, error) {
	var out bytes.Buffer
	for line := range strings.Lines(note) {
		fmt.Fprintf(&out, "# %s", line)
	}
	encoder := yaml.NewEncoder(&out)
	encoder.SetIndent(2)
	if err := encoder.Encode(m); err != nil {
		return nil, fmt.Errorf("write manifest of %q: %w", m.Metadata.Name, err)
	}
	return out.Bytes(), nil
}

// Decode reads a manifest; a field that krew does not know is an error.
func Decode(data []byte) (Manifest, error) {
	var m Manifest
	decoder := yaml.NewDecoder(bytes.NewReader(data))
	decoder.KnownFields(true)
	if err := decoder.Decode(&m); err != nil {
		return Manifest{}, fmt.Errorf("read manifest: %w", err)
	}
	return m, nil
}

// Sums are the checksums in a manifest, by the names of the archives.
func (m Manifest) Sums() map[string]string {
	sums := map[string]string{}
	for _, p := range m.Spec.Platforms {
		sums[p.URI[strings.LastIndex(p.URI, "/")+1:]] = p.SHA256
	}
	return sums
}

// A File is a file of this source tree that holds a manifest.
type File struct {
	// Path from the top of the source tree, with slashes.
	Path    string
	Program release.Program
}

// Files lists the manifests in this source tree: one where krew's release
// tools look for it, and those that make the repository a krew index.
func Files() []File {
	return []File{
		{Path: "krew-manifest.yaml", Program: release.Plugin()},
		{Path: "plugins/mastery.yaml", Program: release.Plugin()},
		{Path: "plugins/mastery-lab.yaml", Program: release.Lab()},
	}
}

// Note stands at the top of the manifests of this source tree.
const Note = "Generated by `make manifest` from the checksums of a release; do not edit.\n"

// Render makes the content of the file for a release, and says which platforms
// it lacks for want of a checksum.
func (f File) Render(version string, sums map[string]string) (data []byte, missing []release.Platform, err error) {
	m, missing, err := Describe(f.Program, version, sums)
	if err != nil {
		return nil, nil, err
	}
	if faults := m.Check(f.Program.Plugin); len(faults) > 0 {
		return nil, nil, fmt.Errorf("manifest of %q breaks krew's rules: %s", f.Program.Plugin, strings.Join(slices.Compact(faults), "; "))
	}
	data, err = m.Encode(Note)
	return data, missing, err
}
