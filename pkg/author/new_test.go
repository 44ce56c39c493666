package author

import (
	"os"
	"path/filepath"
	"strings"
	"testing"

	"github.com/kubectl-mastery/kubectl-mastery/pkg/challenge"
)

func TestNew(t *testing.T) {
	dir := filepath.Join(t.TempDir(), "mine") // is made as well
	names, err := New(dir, "l3-board-dark", challenge.Project, "l3/skill/quotas-limits")
	if err != nil {
		t.Fatal(err)
	}
	c, err := challenge.Load(os.DirFS(dir), "l3-board-dark")
	if err != nil {
		t.Fatal(err)
	}
	if c.Spec.Level != 3 || c.Spec.Type != challenge.Project || len(c.Spec.Stages) != 2 {
		t.Errorf("level %d, type %s, %d stages", c.Spec.Level, c.Spec.Type, len(c.Spec.Stages))
	}
	for _, name := range names {
		text, err := os.ReadFile(name)
		if err != nil || strings.Contains(string(text), "@ID@") || strings.Count(string(text), "\n") > 110 {
			t.Errorf("%s: %v\n%s", name, err, text)
		}
	}
	if proof := filepath.Join(dir, "l3-board-dark", "proof", "right", "expose.sh"); !strings.Contains(strings.Join(names, " "), proof) {
		t.Errorf("%s is not among %q", proof, names)
	}
}

func TestNewRefuses(t *testing.T) {
	dir := t.TempDir()
	if err := os.Mkdir(filepath.Join(dir, "l1-is-there"), 0o755); err != nil {
		t.Fatal(err)
	}
	if err := os.Symlink(t.TempDir(), filepath.Join(dir, "l1-is-link")); err != nil {
		t.Fatal(err)
	}
	for _, test := range []struct {
		id, want string
		of       challenge.Type
	}{
		{"l1-is-there", "is there already, and is left as it is", challenge.Build},
		{"l1-is-link", "is there already, and is left as it is", challenge.Build},
		{"l7-a-b", `"l7-a-b" is not a level and two to four words`, challenge.Build},
		{"../l1-a-b", "is not a level and two to four words", challenge.Build},
		{"l1-a-b", "take one of Troubleshoot, Build, Project, Navigate, Audit, Review, Optimize", challenge.Incident},
		{"l1-a-b", "no challenge of type \"Repair\" can be made", "Repair"},
	} {
		if _, err := New(dir, test.id, test.of, "x"); err == nil || !strings.Contains(err.Error(), test.want) {
			t.Errorf("%s of type %s: %v", test.id, test.of, err)
		}
	}
	entries, err := os.ReadDir(dir)
	if err != nil || len(entries) != 2 {
		t.Errorf("%v, %v", entries, err)
	}
}
