package lint

import (
	"bytes"
	"io/fs"
	"path"
	"strings"

	"go.yaml.in/yaml/v3"
	"k8s.io/apimachinery/pkg/apis/meta/v1/unstructured"

	"github.com/kubectl-mastery/kubectl-mastery/pkg/challenge"
)

// manifest is one document of a file in scenario/, before/ or faults/.
type manifest struct {
	file string
	node *yaml.Node
}

// readManifests reads the files that objects come from.
func (s *subject) readManifests() {
	for _, file := range s.files("scenario", challenge.BeforeDir, "faults") {
		text, err := fs.ReadFile(s.challenge.FS, file)
		if err != nil {
			continue // it was read before
		}
		for decoder := yaml.NewDecoder(bytes.NewReader(text)); ; {
			node := &yaml.Node{}
			if decoder.Decode(node) != nil {
				break // what is no YAML does not build
			}
			s.manifests = append(s.manifests, manifest{file, node})
		}
	}
}

// files lists the files of some of the challenge's directories, in order.
func (s *subject) files(dirs ...string) (names []string) {
	for _, dir := range dirs {
		_ = fs.WalkDir(s.challenge.FS, dir, func(name string, entry fs.DirEntry, err error) error {
			if err == nil && !entry.IsDir() {
				names = append(names, name)
			}
			return nil
		})
	}
	return names
}

// object reports what is wrong with a field of an object, where it is written.
// fault is the one that it is built with, empty for the scenario alone, or before.
func (s *subject) object(rule, fault string, o *unstructured.Unstructured, field, format string, args ...any) {
	file, at := kustomization(fault), challenge.Place{Line: 1, Column: 1}
	for _, m := range s.manifests {
		if challenge.Text(m.node, "kind") == o.GetKind() && challenge.Text(m.node, "metadata.name") == o.GetName() &&
			(fault == "" || strings.HasPrefix(m.file, path.Dir(file))) {
			file, at = m.file, challenge.Find(m.node, field)
			break
		}
	}
	s.report(rule, file, at, format, args...)
}

// before stands in place of a fault for what is there before the change.
const before = "before/"

func kustomization(fault string) string {
	switch fault {
	case "":
		return "scenario/kustomization.yaml"
	case before:
		return path.Join(challenge.BeforeDir, "kustomization.yaml")
	}
	return path.Join("faults", fault, "kustomization.yaml")
}
