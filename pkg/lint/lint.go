// Package lint finds what is wrong with a challenge without a cluster: what
// the format refuses, what would give the fault away, what a learner would
// miss. All of it at once, each with its place and what to do about it.
package lint

import (
	"cmp"
	"fmt"
	"io/fs"
	"path"
	"slices"

	"go.yaml.in/yaml/v3"
	"k8s.io/apimachinery/pkg/apis/meta/v1/unstructured"

	"github.com/kubectl-mastery/kubectl-mastery/pkg/challenge"
	"github.com/kubectl-mastery/kubectl-mastery/pkg/curriculum"
)

// Finding is one thing that is wrong.
type Finding struct {
	// Path is a file, or the directory itself.
	Path string
	// Line and Column are counted from 1.
	Line, Column int
	// Rule is a word by which a finding can be excused, see Excuse.
	Rule string
	// Text says what is wrong and what to do.
	Text string
	// Warning marks what need not be right yet: the challenge can be worked on.
	Warning bool
}

func (f Finding) String() string {
	text := f.Text
	if f.Warning {
		text = "warning: " + text
	}
	return fmt.Sprintf("%s:%d:%d: %s [%s]", f.Path, f.Line, f.Column, text, f.Rule)
}

// Challenge looks at the challenge in directory dir of fsys. Its items of the
// curriculum are looked up in known.
func Challenge(fsys fs.FS, dir string, known *curriculum.Curriculum) []Finding {
	c, problems := challenge.Read(fsys, dir)
	s := &subject{challenge: c, curriculum: known}
	s.problems("format", problems)
	if c != nil {
		s.look()
	}
	for i := range s.findings {
		f := &s.findings[i]
		f.Path, f.Line, f.Column = path.Join(dir, f.Path), max(f.Line, 1), max(f.Column, 1)
	}
	slices.SortStableFunc(s.findings, func(a, b Finding) int {
		return cmp.Or(cmp.Compare(a.Path, b.Path), cmp.Compare(a.Line, b.Line), cmp.Compare(a.Column, b.Column), cmp.Compare(a.Text, b.Text))
	})
	return slices.Compact(s.findings)
}

// subject is a challenge that is looked at.
type subject struct {
	challenge  *challenge.Challenge
	curriculum *curriculum.Curriculum
	// document is challenge.yaml, for the places of its fields.
	document *yaml.Node
	// manifests are the documents of the scenario and the faults.
	manifests []manifest
	// healthy is the scenario as it is built, before what is there before the
	// change, if that is something else; faulty is the scenario with each fault.
	healthy  []*unstructured.Unstructured
	before   []*unstructured.Unstructured
	faulty   map[string][]*unstructured.Unstructured
	findings []Finding
}

// look applies all rules to what could be read.
func (s *subject) look() {
	s.document = &yaml.Node{}
	if source, err := fs.ReadFile(s.challenge.FS, "challenge.yaml"); err == nil {
		_ = yaml.Unmarshal(source, s.document) // it was read before
	}
	s.readManifests()
	s.build()
	s.expressions()
	s.identity()
	s.story()
	s.variables()
	s.coverage()
	s.hints()
	s.links()
	s.objects()
	s.names()
	s.resources()
	s.images()
	s.faultIDs()
	s.comments()
	s.phrases()
	s.proofs()
	s.solutions()
	s.excuse()
}

func (s *subject) report(rule, file string, at challenge.Place, format string, args ...any) {
	s.findings = append(s.findings, Finding{Path: file, Line: at.Line, Column: at.Column, Rule: rule, Text: fmt.Sprintf(format, args...)})
}

// field reports what is wrong with a field of challenge.yaml.
func (s *subject) field(rule, field, format string, args ...any) {
	s.report(rule, "challenge.yaml", challenge.Find(s.document, field), format, args...)
}

// problems reports what other packages have found.
func (s *subject) problems(rule string, problems challenge.Problems) {
	for _, p := range problems {
		s.report(rule, p.Path, challenge.Place{Line: p.Line, Column: p.Column}, "%s", p.Text)
	}
}
