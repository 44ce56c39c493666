package lint

import (
	"fmt"
	"maps"
	"regexp"
	"slices"
	"strings"
	"unicode/utf8"

	"github.com/kubectl-mastery/kubectl-mastery/pkg/challenge"
)

// Bounds on what a learner reads and does.
const (
	maxTitle       = 60 // runes: a line of a list
	minStory       = 40 // words
	maxStory       = 120
	minMinutes     = 5
	maxMinutes     = 60
	projectMinutes = 480
)

// identity is the title, and how long it takes.
func (s *subject) identity() {
	title := s.challenge.Spec.Title
	if n := utf8.RuneCountInString(title); n > maxTitle || strings.HasSuffix(title, ".") || strings.Contains(title, "\n") {
		s.field("title", "spec.title", "the title is a line of a list: at most %d characters, and no full stop", maxTitle)
	}
	most := maxMinutes
	if s.challenge.Spec.Type == challenge.Project {
		most = projectMinutes
	}
	if m := s.challenge.Spec.Minutes; m < minMinutes || m > most {
		s.field("minutes", "spec.minutes", "%d minutes: a %s takes %d to %d; make it smaller, or two of it", m, s.challenge.Spec.Type, minMinutes, most)
	}
}

// story is short enough to be read, and long enough to say what must hold.
func (s *subject) story() {
	if n := len(spoken.FindAllString(s.challenge.Spec.Story, -1)); n < minStory || n > maxStory {
		s.field("story", "spec.story", "the story has %d words, not %d to %d: who needs what, what they see, what must stay as it is", n, minStory, maxStory)
	}
}

// spoken is a word as somebody reads it; a dash before an item of a list is none.
var spoken = regexp.MustCompile(`\S*[\pL\pN]\S*`)

// literalNamespace is how a namespace is called on somebody's own cluster.
var literalNamespace = regexp.MustCompile(`mastery-l[1-6]-[a-z0-9-]+`)

// variables in texts are those of the challenge's namespaces, and namespaces
// are not spelled out.
func (s *subject) variables() {
	values := s.values()
	if given := s.files("files"); len(given) > 0 && s.challenge.Spec.Files == nil {
		s.report("format", given[0], challenge.Place{}, "is handed to nobody: say in spec.files.intro what the files are")
	}
	for _, t := range s.texts() {
		if _, err := values.Apply(t.text); err != nil {
			s.report("variable", t.file, t.at, "%v: %s has %s", err, s.challenge.ID(), strings.Join(slices.Sorted(maps.Values(values.Namespaces)), ", "))
		}
		if literal := literalNamespace.FindString(t.text); literal != "" {
			s.report("namespace", t.file, t.at, "spells out namespace %s: write its variable, such as ${NS_MAIN}", literal)
		}
	}
}

// text is something that a learner reads.
type text struct {
	file string
	at   challenge.Place
	text string
}

// texts are all that a learner is told at any time.
func (s *subject) texts() []text {
	all := []text{{"debrief.md", challenge.Place{Line: 1, Column: 1}, s.challenge.Debrief}}
	add := func(words, field string, args ...any) {
		all = append(all, text{"challenge.yaml", challenge.Find(s.document, fmt.Sprintf(field, args...)), words})
	}
	add(s.challenge.Spec.Story, "spec.story")
	for i, stage := range s.challenge.Spec.Stages {
		add(stage.Story, "spec.stages[%d].story", i)
	}
	for i, f := range s.challenge.Spec.Faults {
		add(f.Cause, "spec.faults[%d].cause", i)
	}
	for i, q := range s.challenge.Spec.Questions {
		add(q.Asks, "spec.questions[%d].asks", i)
	}
	for i, h := range s.challenge.Spec.Hints {
		add(h.Text, "spec.hints[%d].text", i)
	}
	if s.challenge.Spec.Files != nil {
		add(s.challenge.Spec.Files.Intro, "spec.files.intro")
		for _, file := range s.files("files") {
			all = append(all, text{file, challenge.Place{Line: 1, Column: 1}, s.content(file)})
		}
	}
	return all
}

// coverage names items that the curriculum has.
func (s *subject) coverage() {
	for i, id := range s.challenge.Spec.Covers {
		if _, ok := s.curriculum.Item(id); !ok {
			s.field("covers", fmt.Sprintf("spec.covers[%d]", i), "the curriculum has no item %q: its ids are levels, kinds and words such as l1/indicator/pod-lifecycle", id)
		}
	}
}

func sorted[V any](m map[string]V) []string { return slices.Sorted(maps.Keys(m)) }
