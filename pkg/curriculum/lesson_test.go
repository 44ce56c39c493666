package curriculum_test

import (
	"regexp"
	"strings"
	"testing"
	"testing/fstest"

	"github.com/google/go-cmp/cmp"

	"github.com/kubectl-mastery/kubectl-mastery/challenges"
	"github.com/kubectl-mastery/kubectl-mastery/pkg/curriculum"
)

func TestLessons(t *testing.T) {
	const link = "\n\n- https://kubernetes.io/docs/a/\n- https://kubernetes.io/docs/b/\n"
	tests := []struct{ name, file, text, want string }{
		{"one", "learn/l1/indicator/scale.md", "To scale is\nto change.\n\n- A list.\n\n  kubectl scale" + link, ""},
		{"of no item", "learn/l1/skill/scale.md", "To scale." + link, "learn/l1/skill/scale.md belongs to no item of the curriculum"},
		{"no text", "learn/l1/indicator/scale.txt", "To scale." + link, "learn/l1/indicator/scale.txt belongs to no item"},
		{"without links", "learn/l1/indicator/scale.md", "To scale.\n", "learn/l1/indicator/scale.md: a text ends with an empty line and a list of links to https://"},
		{"links alone", "learn/l1/indicator/scale.md", link, "a text ends with"},
		{"words among the links", "learn/l1/indicator/scale.md", "To scale." + link + "more\n", `"more" stands among the links`},
	}
	for _, test := range tests {
		t.Run(test.name, func(t *testing.T) {
			c, err := curriculum.Load(fstest.MapFS{"curriculum.yaml": {Data: []byte(source)}, test.file: {Data: []byte(test.text)}})
			if test.want != "" {
				if err == nil || !strings.Contains(err.Error(), test.want) {
					t.Errorf("%v", err)
				}
				return
			}
			if err != nil {
				t.Fatal(err)
			}
			want := map[string]curriculum.Lesson{"l1/indicator/scale": {
				Text:  "To scale is\nto change.\n\n- A list.\n\n  kubectl scale",
				Links: []string{"https://kubernetes.io/docs/a/", "https://kubernetes.io/docs/b/"},
			}}
			if d := cmp.Diff(want, c.Lessons); d != "" {
				t.Error(d)
			}
		})
	}
}

// Bounds on how much there is to read of an item, in words.
const minWords, maxWords = 80, 200

// TestLessonsAreWhole: a text is long enough to explain and short enough to be
// read, its links lead to the documentation, and where a level has texts about
// skills and indicators, it has all of them.
func TestLessonsAreWhole(t *testing.T) {
	c, err := curriculum.Load(challenges.FS)
	if err != nil {
		t.Fatal(err)
	}
	taught := map[int]bool{}
	stable := regexp.MustCompile(`^https://kubernetes\.io/docs/[a-z0-9/_-]+/$`)
	for _, item := range c.Items() {
		lesson, ok := c.Lessons[item.ID]
		if !ok {
			continue
		}
		taught[item.Level] = true
		if n := len(strings.Fields(lesson.Text)); n < minWords || n > maxWords {
			t.Errorf("%s: %d words, not %d to %d", item.ID, n, minWords, maxWords)
		}
		if len(lesson.Links) == 0 {
			t.Errorf("%s: no links", item.ID)
		}
		for _, link := range lesson.Links {
			if !stable.MatchString(link) {
				t.Errorf("%s: %s is no page of kubernetes.io/docs", item.ID, link)
			}
		}
		for line := range strings.Lines(lesson.Text) {
			if len(line) > 92 {
				t.Errorf("%s: a line of %d letters: %s", item.ID, len(line), line)
			}
		}
	}
	if !taught[1] {
		t.Error("level 1 has no texts")
	}
	for _, item := range c.Items() {
		if _, ok := c.Lessons[item.ID]; taught[item.Level] && !ok && !strings.Contains(item.ID, "/project/") {
			t.Errorf("%s has no text, and others of level %d have one", item.ID, item.Level)
		}
	}
}

func TestFind(t *testing.T) {
	c, err := load(source)
	if err != nil {
		t.Fatal(err)
	}
	for words, want := range map[string]string{
		"l1/skill/kubectl-basics": "l1/skill/kubectl-basics",
		"L1/Skill/Kubectl-Basics": "l1/skill/kubectl-basics",
		"pod-lifecycle":           "l1/indicator/pod-lifecycle",
		"Pod Lifecycle":           "l1/indicator/pod-lifecycle",
		"scale":                   "l1/indicator/scale l2/indicator/scale l2/project/scale",
		"l2 scale":                "l2/indicator/scale l2/project/scale",
		"scale load":              "l2/indicator/scale",
		"shop":                    "l2/project/scale",
		"understand":              "l1/indicator/pod-lifecycle",
		" PODS  understands ":     "l1/indicator/pod-lifecycle",
		"scale pods":              "",
		"mesh":                    "",
		"":                        "",
		" ":                       "",
	} {
		var got []string
		for _, item := range c.Find(words) {
			got = append(got, item.ID)
		}
		if all := strings.Join(got, " "); all != want {
			t.Errorf("%q: %s, want %s", words, all, want)
		}
	}
	if d := cmp.Diff(strings.Fields("knows kubectl kubectl-basics l1/indicator/pod-lifecycle l1/indicator/scale l1/skill/kubectl-basics l2/indicator/scale l2/project/scale load pod-lifecycle pods scale scales shop understands"), c.Words()); d != "" {
		t.Error(d)
	}
	whole, err := curriculum.Load(challenges.FS)
	if err != nil {
		t.Fatal(err)
	}
	if got := whole.Find("rbac"); len(got) != 1 || got[0].ID != "l4/skill/rbac" { // others have the word, too
		t.Errorf("a slug: %v", got)
	}
}
