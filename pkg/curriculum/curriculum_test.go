package curriculum_test

import (
	"errors"
	"io/fs"
	"strings"
	"testing"
	"testing/fstest"

	"github.com/google/go-cmp/cmp"

	"github.com/kubectl-mastery/kubectl-mastery/challenges"
	"github.com/kubectl-mastery/kubectl-mastery/pkg/challenge"
	"github.com/kubectl-mastery/kubectl-mastery/pkg/curriculum"
)

// source is a curriculum of two levels.
const source = `
levels:
- level: 1
  name: Beginner
  focus: Pods
  skills: {kubectl-basics: Use kubectl}
  indicators: {pod-lifecycle: Understands pods, scale: Knows how to scale}
- level: 2
  name: Architect
  focus: Services
  indicators: {scale: Scales by load}
  projects: {scale: Scale a shop}
`

func load(text string) (*curriculum.Curriculum, error) {
	return curriculum.Load(fstest.MapFS{"curriculum.yaml": {Data: []byte(text)}})
}

func TestLoad(t *testing.T) {
	got, err := load(source)
	if err != nil {
		t.Fatal(err)
	}
	want := &curriculum.Curriculum{Levels: []curriculum.Level{
		{
			Number: 1, Name: "Beginner", Focus: "Pods",
			Skills:     map[string]string{"kubectl-basics": "Use kubectl"},
			Indicators: map[string]string{"pod-lifecycle": "Understands pods", "scale": "Knows how to scale"},
		},
		{
			Number: 2, Name: "Architect", Focus: "Services",
			Indicators: map[string]string{"scale": "Scales by load"},
			Projects:   map[string]string{"scale": "Scale a shop"},
		},
	}}
	if d := cmp.Diff(want, got); d != "" {
		t.Error(d)
	}
}

func TestLoadRefuses(t *testing.T) {
	tests := []struct{ name, text, want string }{
		{"an unknown field", "levels:\n- level: 1\n  skils: {a: b}\n", "line 3: field skils not found"},
		{"an unknown field at the top", "stages: []\nlevels: []\n", "line 1: field stages not found"},
		{"a level in the wrong place", "levels: [{level: 2}, {level: 1}]", "level 2 stands in place 1"},
		{"a level left out", "levels: [{level: 1}, {level: 3}]", "level 3 stands in place 2"},
		{"a level twice", "levels: [{level: 1}, {level: 1}]", "level 1 stands in place 2"},
		{"a level without a number", "levels: [{name: a}]", "level 0 stands in place 1"},
		{"an item twice", "levels:\n- level: 1\n  skills:\n    a: b\n    a: c\n", `line 5: mapping key "a" already defined at line 4`},
		{"a wrong type", "levels: [{level: one}]", "line 1: cannot unmarshal"},
		{"no YAML", "levels: [", "did not find expected node content"},
		{"nothing", "", "EOF"},
	}
	for _, test := range tests {
		t.Run(test.name, func(t *testing.T) {
			got, err := load(test.text)
			if got != nil || err == nil || !strings.Contains(err.Error(), "load curriculum.yaml") || !strings.Contains(err.Error(), test.want) {
				t.Errorf("%v, error is %v, want %s", got, err, test.want)
			}
		})
	}
	t.Run("no file", func(t *testing.T) {
		if got, err := curriculum.Load(fstest.MapFS{}); got != nil || !errors.Is(err, fs.ErrNotExist) {
			t.Errorf("%v, error is %v", got, err)
		}
	})
}

func TestItem(t *testing.T) {
	c, err := load(source)
	if err != nil {
		t.Fatal(err)
	}
	tests := []struct{ id, want string }{
		{"l1/skill/kubectl-basics", "Use kubectl"},
		{"l1/indicator/pod-lifecycle", "Understands pods"},
		{"l1/indicator/scale", "Knows how to scale"},
		{"l2/indicator/scale", "Scales by load"},
		{"l2/project/scale", "Scale a shop"},
		{"l1/project/scale", ""},
		{"l2/skill/scale", ""},
		{"l2/skill/kubectl-basics", ""},
		{"l3/indicator/scale", ""},
		{"l0/indicator/scale", ""},
		{"1/indicator/scale", ""},
		{"L1/indicator/scale", ""},
		{"l1/indicators/scale", ""},
		{"l1/indicator/Scale", ""},
		{"l1/indicator/scale/", ""},
		{"l1/indicator/", ""},
		{"l1/indicator", ""},
		{"scale", ""},
		{"", ""},
	}
	for _, test := range tests {
		if got, ok := c.Item(test.id); got != test.want || ok != (test.want != "") {
			t.Errorf("%q: %q, %t; want %q", test.id, got, ok, test.want)
		}
	}
}

// TestChallengesCover wants every item that a challenge says it covers to be in
// the curriculum.
func TestChallengesCover(t *testing.T) {
	c, err := curriculum.Load(challenges.FS)
	if err != nil {
		t.Fatal(err)
	}
	if len(c.Levels) != 6 {
		t.Errorf("there are %d levels", len(c.Levels))
	}
	catalogue, err := challenge.NewCatalogue(challenges.FS)
	if err != nil {
		t.Fatal(err)
	}
	all, err := catalogue.All()
	if err != nil {
		t.Fatal(err)
	}
	if len(all) == 0 {
		t.Error("there are no challenges")
	}
	for _, one := range all {
		for _, id := range one.Spec.Covers {
			if _, ok := c.Item(id); !ok {
				t.Errorf("%s covers %q, which the curriculum does not have", one.ID(), id)
			}
		}
	}
}

// TestLoadRefusesTwoDocuments: what stands after the first document would
// not be read.
func TestLoadRefusesTwoDocuments(t *testing.T) {
	if c, err := load("levels: [{level: 1}]\n---\nlevels: [{level: 1}, {level: 2}]\n"); err == nil {
		t.Errorf("%d levels, and no error", len(c.Levels))
	}
}
