package lint

import (
	"encoding/json"
	"io/fs"
	"slices"

	"k8s.io/apimachinery/pkg/apis/meta/v1/unstructured"

	"github.com/kubectl-mastery/kubectl-mastery/pkg/challenge"
	"github.com/kubectl-mastery/kubectl-mastery/pkg/check"
	"github.com/kubectl-mastery/kubectl-mastery/pkg/scenario"
)

// variables stand for themselves, so that what is built can be compared with
// what is written.
func (s *subject) values() challenge.Substitution {
	values := challenge.Substitution{Namespaces: map[string]string{}, Suffix: "${SUFFIX}"}
	for _, alias := range s.challenge.Namespaces() {
		values.Namespaces[alias] = challenge.NamespaceVariable(alias)
	}
	return values
}

// build builds the scenario and it with each fault; every fault changes it, in
// a way of its own.
func (s *subject) build() {
	s.faulty = map[string][]*unstructured.Unstructured{}
	seen := map[string]string{}
	for _, f := range append([]challenge.Fault{{}}, s.challenge.Spec.Faults...) {
		file := kustomization(f.ID)
		objects, err := scenario.Render(s.challenge, f.ID, s.values())
		if err != nil {
			s.report("build", file, challenge.Place{}, "does not build: %v", err)
			continue
		}
		if f.ID == "" {
			s.healthy = objects
		} else {
			s.faulty[f.ID] = objects
		}
		text, err := json.Marshal(objects)
		if err != nil {
			s.report("build", file, challenge.Place{}, "does not build: %v", err)
			continue
		}
		other, same := seen[string(text)]
		switch {
		case len(objects) == 0 && s.challenge.Spec.Type == challenge.Project:
			// All of it is to be made.
		case len(objects) == 0:
			s.report("build", file, challenge.Place{}, "builds no objects: add them to its resources")
		case same && other == "":
			s.report("build", file, challenge.Place{}, "changes nothing of the scenario: patch what is to be wrong")
		case same:
			s.report("build", file, challenge.Place{}, "does the same as fault %s: change it, or leave one out", other)
		}
		seen[string(text)] = f.ID
	}
	s.buildBefore()
	entries, err := fs.ReadDir(s.challenge.FS, "faults")
	for _, entry := range entries {
		if _, ok := s.challenge.Fault(entry.Name()); err == nil && !ok {
			s.report("build", "faults/"+entry.Name(), challenge.Place{}, "is no fault of spec.faults: add it there, or remove it")
		}
	}
}

// buildBefore builds what is there before the change, where that is not the
// scenario itself.
func (s *subject) buildBefore() {
	if !s.challenge.HasBefore() || s.healthy == nil {
		return
	}
	objects, err := scenario.RenderBefore(s.challenge, s.values())
	switch {
	case err != nil:
		s.report("build", kustomization(before), challenge.Place{}, "does not build: %v", err)
	case slices.EqualFunc(objects, s.healthy, equal):
		s.report("build", kustomization(before), challenge.Place{}, "is the same as the scenario: leave it out, or say what was there before the change")
	default:
		s.before = objects
	}
}

// expressions have to be of the right types.
func (s *subject) expressions() {
	for _, p := range check.Problems(s.challenge) {
		s.report("expression", "challenge.yaml", challenge.Place{Line: p.Line, Column: p.Column}, "%s", p.Text)
	}
}
