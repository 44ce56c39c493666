package challenges_test

import (
	"flag"
	"fmt"
	"os"
	"slices"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"github.com/kubectl-mastery/kubectl-mastery/challenges"
	"github.com/kubectl-mastery/kubectl-mastery/pkg/challenge"
	"github.com/kubectl-mastery/kubectl-mastery/pkg/curriculum"
)

var update = flag.Bool("update", false, "write docs/curriculum.md anew")

// TestCurriculum keeps docs/curriculum.md, which tells of every item of the
// curriculum what trains it, and what is still to be made.
func TestCurriculum(t *testing.T) {
	levels, err := curriculum.Load(challenges.FS)
	if err != nil {
		t.Fatal(err)
	}
	catalogue, err := challenge.NewCatalogue(challenges.FS)
	if err != nil {
		t.Fatal(err)
	}
	all, err := catalogue.All()
	if err != nil {
		t.Fatal(err)
	}
	const path = "../docs/curriculum.md"
	got := document(levels, all)
	if *update {
		if err := os.WriteFile(path, []byte(got), 0o644); err != nil {
			t.Fatal(err)
		}
	}
	want, err := os.ReadFile(path)
	if err != nil {
		t.Fatal(err)
	}
	if diff := cmp.Diff(string(want), got); diff != "" {
		t.Errorf("%s (-want +got): go test ./challenges -update\n%s", path, diff)
	}
}

// document is docs/curriculum.md.
func document(levels *curriculum.Curriculum, all []*challenge.Challenge) string {
	var out strings.Builder
	out.WriteString("# The curriculum, and what trains it\n\n" +
		"Written by `go test ./challenges -update` from the challenges themselves. A dash means that\n" +
		"no challenge trains the item yet; `text` that `kubectl mastery learn` explains it.\n")
	level := 0
	for _, item := range levels.Items() {
		if item.Level != level {
			level = item.Level
			fmt.Fprintf(&out, "\n## Level %d, %s: %s\n\n| item | challenges | |\n|---|---|---|\n", level, levels.Levels[level-1].Name, tally(all, level))
		}
		var ids []string
		for _, c := range all {
			if slices.Contains(c.Spec.Covers, item.ID) {
				ids = append(ids, c.ID())
			}
		}
		if len(ids) == 0 {
			ids = []string{"-"}
		}
		explained := ""
		if _, ok := levels.Lessons[item.ID]; ok {
			explained = "text"
		}
		_, kind, _ := strings.Cut(item.ID, "/")
		kind, _, _ = strings.Cut(kind, "/")
		fmt.Fprintf(&out, "| %s: %s | %s | %s |\n", kind, item.Text, strings.Join(ids, ", "), explained)
	}
	return out.String()
}

// tally says how many challenges a level has, and how long they take.
func tally(all []*challenge.Challenge, level int) string {
	n, minutes := 0, 0
	for _, c := range all {
		if c.Spec.Level == level {
			n, minutes = n+1, minutes+c.Spec.Minutes
		}
	}
	switch n {
	case 0:
		return "no challenges yet"
	case 1:
		return fmt.Sprintf("1 challenge, about %d minutes", minutes)
	}
	return fmt.Sprintf("%d challenges, about %d minutes", n, minutes)
}
