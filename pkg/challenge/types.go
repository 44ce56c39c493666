package challenge

import (
	"io/fs"
	"time"
)

// APIVersion and Kind are the only values that challenge.yaml may name.
const (
	APIVersion = "mastery/v1alpha1"
	Kind       = "Challenge"
)

// MaxIDLength bounds a challenge's id in bytes, so that a namespace named
// after it, with a suffix, stays within the 63 bytes of a DNS label.
const MaxIDLength = 32

// Type is the kind of work that a challenge asks for.
type Type string

// The types of challenges, as the curriculum names its kinds of validation.
const (
	Troubleshoot Type = "Troubleshoot"
	Build        Type = "Build"
	Project      Type = "Project"
	Navigate     Type = "Navigate"
	Audit        Type = "Audit"
	Review       Type = "Review"
	Optimize     Type = "Optimize"
	Document     Type = "Document"
	Incident     Type = "Incident"
)

// Types lists all types in the order in which they are presented.
func Types() []Type {
	return []Type{Troubleshoot, Build, Project, Navigate, Audit, Review, Optimize, Document, Incident}
}

// Delivery says how a scenario reaches the cluster.
type Delivery string

const (
	// OnePass applies the faulted rendering only: the cluster never sees the
	// healthy revision, so no history gives the fault away.
	OnePass Delivery = "one-pass"
	// AfterChange applies first what is in before, or else the healthy scenario,
	// waits until it is up, and then applies what the fault makes different, for
	// stories of the kind "since the last release".
	AfterChange Delivery = "after-change"
)

// Challenge is one exercise as its author wrote it.
type Challenge struct {
	// APIVersion is the version of the format.
	APIVersion string `yaml:"apiVersion"`
	// Kind is always Challenge.
	Kind     string   `yaml:"kind"`
	Metadata Metadata `yaml:"metadata"`
	Spec     Spec     `yaml:"spec"`

	// FS is the challenge's directory: scenario/, before/, faults/, files/, debrief.md.
	FS fs.FS `yaml:"-"`
	// Digest identifies the challenge's content: sha256 over all its files
	// but the proofs, as "sha256:" and 64 hexadecimal digits.
	Digest string `yaml:"-"`
	// Debrief is the text of debrief.md.
	Debrief string `yaml:"-"`
	// Registry stands in for the one that expressions name images with; empty
	// where that is meant. See From.
	Registry string `yaml:"-"`
}

// ID is the challenge's name, such as "l1-pod-crash".
func (c *Challenge) ID() string { return c.Metadata.Name }

// Metadata names a challenge.
type Metadata struct {
	// Name is the challenge's id: its level and two to four words that name the
	// symptom or the task, never the cause, such as l1-pod-crash.
	Name string `yaml:"name"`
}

// Spec is the content of a challenge.
type Spec struct {
	// Title is what the challenge is called in lists.
	Title string `yaml:"title"`
	// Level is the curriculum's level, 1 to 6.
	Level int `yaml:"level"`
	// Type is the kind of work that is asked for.
	Type Type `yaml:"type"`
	// Minutes is how long the challenge takes a learner of its level.
	Minutes int `yaml:"minutes"`
	// Covers lists ids of curriculum items; shown once the challenge is solved.
	Covers []string `yaml:"covers"`
	// Story tells what the learner sees, needs and must leave as it is.
	Story string `yaml:"story"`
	// Namespaces are the aliases under which manifests and texts refer to
	// namespaces; "main" is always there and need not be listed.
	Namespaces []string `yaml:"namespaces,omitempty"`
	// Requires names capabilities beyond those of any conformant cluster.
	Requires []string `yaml:"requires,omitempty"`
	// Touches declares what the learner will change outside the namespaces.
	Touches []Touch `yaml:"touches,omitempty"`
	// HostAccess declares how far pods of the scenario reach into their node;
	// what is not declared is refused.
	HostAccess []HostAccess `yaml:"hostAccess,omitempty"`
	// Exclusive says that only one learner of a cluster can have it at a time.
	Exclusive bool `yaml:"exclusive,omitempty"`
	// Delivery is one-pass where it is empty.
	Delivery Delivery `yaml:"delivery,omitempty"`
	// Faults are the ways in which the scenario may be broken; one is drawn.
	Faults []Fault `yaml:"faults,omitempty"`
	// Ready is true once the starting point is in place: start hands over only
	// then. Where there is a fault, its symptom is waited for as well.
	Ready Expression `yaml:"ready,omitempty"`
	// Observe names live objects for expressions.
	Observe map[string]Watch `yaml:"observe"`
	// Stages group checks that open one after the other; a check without a
	// stage belongs to all of them.
	Stages []Stage `yaml:"stages,omitempty"`
	// Checks are the outcomes that must hold.
	Checks []Check `yaml:"checks"`
	// Questions are asked by the verb answer.
	Questions []Question `yaml:"questions,omitempty"`
	// Hold is how long success must last before it counts.
	Hold Duration `yaml:"hold,omitempty"`
	// Settle is how long after the last change a failing objective may still
	// be settling; at most MaxSettle.
	Settle Duration `yaml:"settle,omitempty"`
	// Hints are steps of help, in the order in which they are given.
	Hints []Hint `yaml:"hints"`
	// Files says that those in files/ are handed to the learner to edit.
	Files *Files `yaml:"files,omitempty"`
}

// Touch is something outside the challenge's namespaces that it, or the
// learner, may change or make. What is not restored is deleted by stop, if it
// is no older than the run.
type Touch struct {
	// APIVersion and Kind are those of the objects.
	APIVersion string `yaml:"apiVersion"`
	Kind       string `yaml:"kind"`
	// Name is an object's name or a pattern in the sense of path.Match; that of
	// what is deleted begins with ${NS_MAIN}-.
	Name string `yaml:"name"`
	// Restore lists the field paths that stop puts back.
	Restore []string `yaml:"restore,omitempty"`
}

// Fault is one way in which the scenario is broken.
type Fault struct {
	// ID is opaque and stable: it stands in records and names the directory
	// faults/ID.
	ID string `yaml:"id"`
	// Symptom is true as soon as the learner can see the fault.
	Symptom Expression `yaml:"symptom"`
	// Sees says in a few words what the learner sees then, such as
	// "the pod restarts again and again".
	Sees string `yaml:"sees"`
	// Cause is the debrief's first paragraph for this fault.
	Cause string `yaml:"cause"`
}

// Watch names live objects for expressions. Exactly one form is used: a kind
// with a name, a kind with a selector or all (a list), Backs, or PodsOf.
type Watch struct {
	// APIVersion and Kind are those of the objects.
	APIVersion string `yaml:"apiVersion,omitempty"`
	Kind       string `yaml:"kind,omitempty"`
	// Name is the name of one object.
	Name string `yaml:"name,omitempty"`
	// Selector is a label selector; the value is then a list.
	Selector string `yaml:"selector,omitempty"`
	// All takes every object of the kind in the namespace, as a list.
	All bool `yaml:"all,omitempty"`
	// Namespace is an alias; "main" where it is empty.
	Namespace string `yaml:"namespace,omitempty"`
	// Backs is "service/NAME": the workload whose pods the Service selects.
	Backs string `yaml:"backs,omitempty"`
	// PodsOf is another watch's name: the pods that its current revision owns.
	PodsOf string `yaml:"podsOf,omitempty"`
}

// Stage is one step of a Project.
type Stage struct {
	// Name says in words what is reached; learners read it, and checks call it
	// by that.
	Name string `yaml:"name"`
	// Story tells what this step is about, as spec.story does for all of them.
	Story string `yaml:"story,omitempty"`
}

// Hint is one step of help.
type Hint struct {
	// Text may hold commands, each on an indented line of its own.
	Text string `yaml:"text"`
	// Check ties the hint to a check that fails now; Fault to faults.
	Check string   `yaml:"check,omitempty"`
	Fault []string `yaml:"fault,omitempty"`
	// If is true of the state in which the hint helps.
	If Expression `yaml:"if,omitempty"`
}

// Files are handed to the learner in a directory of the learner's choice.
type Files struct {
	// Intro says what the files are; their paths stand below it.
	Intro string `yaml:"intro"`
}

// Defaults and bounds of the durations in a challenge.
const (
	DefaultHold   = 5 * time.Second
	DefaultSettle = 90 * time.Second
	MaxSettle     = 10 * time.Minute
)

// Hold is how long success must last, with the default applied.
func (c *Challenge) Hold() time.Duration { return c.Spec.Hold.or(DefaultHold) }

// Settle is how long after a change a failing objective may still be
// settling, with the default applied.
func (c *Challenge) Settle() time.Duration { return c.Spec.Settle.or(DefaultSettle) }

// Namespaces lists the aliases of the challenge's namespaces, "main" first.
func (c *Challenge) Namespaces() []string {
	aliases := []string{MainNamespace}
	for _, alias := range c.Spec.Namespaces {
		if alias != MainNamespace {
			aliases = append(aliases, alias)
		}
	}
	return aliases
}

// Fault returns the fault with the given id; ok is false where there is none.
func (c *Challenge) Fault(id string) (fault Fault, ok bool) {
	for _, f := range c.Spec.Faults {
		if f.ID == id {
			return f, true
		}
	}
	return Fault{}, false
}
