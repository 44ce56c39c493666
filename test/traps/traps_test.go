package traps

import (
	"flag"
	"fmt"
	"os"
	"strings"
	"testing"

	"github.com/kubectl-mastery/kubectl-mastery/pkg/challenge"
	"github.com/kubectl-mastery/kubectl-mastery/pkg/check"
)

var update = flag.Bool("update", false, "write the table of README.md anew")

const begin, end = "<!-- the table: go test ./test/traps -update -->\n", "<!-- its end -->\n"

// TestTable: README.md lists every trap, and there are enough.
func TestTable(t *testing.T) {
	all, err := All(".")
	if err != nil {
		t.Fatal(err)
	}
	if len(all) < Least {
		t.Errorf("%d traps, fewer than %d", len(all), Least)
	}
	var table strings.Builder
	fmt.Fprintf(&table, "\n%d situations.\n", len(all))
	before := ""
	for _, one := range all {
		if one.Challenge != before {
			before = one.Challenge
			fmt.Fprintf(&table, "\n| %s | verdict | what it is |\n|---|---|---|\n", before)
		}
		fmt.Fprintf(&table, "| %s | %s | %s |\n", one.Name, one.Want, one.Words)
	}
	readme, err := os.ReadFile("README.md")
	if err != nil {
		t.Fatal(err)
	}
	head, rest, ok := strings.Cut(string(readme), begin)
	found, tail, closed := strings.Cut(rest, end)
	if !ok || !closed {
		t.Fatalf("README.md has no place for the table, between %q and %q", begin, end)
	}
	switch want := table.String() + "\n"; {
	case found == want:
	case *update:
		if err := os.WriteFile("README.md", []byte(head+begin+want+end+tail), 0o644); err != nil {
			t.Fatal(err)
		}
	default:
		t.Error("the table in README.md is not that of the scripts: go test ./test/traps -update")
	}
}

// TestSides: each challenge has what passes, what fails, and what is settling,
// and its checks can be judged.
func TestSides(t *testing.T) {
	all, err := All(".")
	if err != nil {
		t.Fatal(err)
	}
	sides := map[string]bool{}
	for _, one := range all {
		side, _, _ := strings.Cut(one.Name, "/")
		sides[one.Challenge+" "+side] = true
	}
	for _, one := range all {
		for _, side := range []string{"right", "wrong", "unfinished"} {
			if !sides[one.Challenge+" "+side] {
				t.Errorf("%s has nothing in proof/%s", one.Challenge, side)
				sides[one.Challenge+" "+side] = true // said once
			}
		}
	}
	catalogue, err := challenge.NewCatalogue(os.DirFS("."))
	if err != nil {
		t.Fatal(err)
	}
	challenges, err := catalogue.All()
	if err != nil {
		t.Fatal(err)
	}
	for _, c := range challenges {
		if _, err := check.NewJudge(c); err != nil {
			t.Errorf("%s: %v", c.ID(), err)
		}
	}
}
