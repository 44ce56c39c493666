package challenge_test

import (
	"errors"
	"strings"
	"testing"
	"testing/fstest"

	"github.com/google/go-cmp/cmp"

	"github.com/kubectl-mastery/kubectl-mastery/pkg/challenge"
)

// shelf holds challenges of these ids, and what is none.
func shelf(ids ...string) fstest.MapFS {
	shelf := fstest.MapFS{"curriculum.yaml": {}, "notes/readme.md": {}}
	for _, id := range ids {
		yaml := strings.NewReplacer("l1-shop-closed", id, "level: 1", "level: "+id[1:2]).Replace(source)
		for name, file := range files(yaml) {
			shelf[strings.Replace(name, "l1-shop-closed", id, 1)] = file
		}
	}
	return shelf
}

func TestCatalogue(t *testing.T) {
	c, err := challenge.NewCatalogue(shelf("l2-a-a", "l1-pod-crash", "l1-no-door"))
	if err != nil {
		t.Fatal(err)
	}
	if d := cmp.Diff([]string{"l1-no-door", "l1-pod-crash", "l2-a-a"}, c.IDs()); d != "" {
		t.Error(d)
	}
	c.IDs()[0] = "changed"
	if c.IDs()[0] != "l1-no-door" {
		t.Error("a caller changes the catalogue")
	}
	all, err := c.All()
	if err != nil {
		t.Fatal(err)
	}
	var ids []string
	for _, one := range all {
		ids = append(ids, one.ID())
	}
	if d := cmp.Diff([]string{"l1-no-door", "l1-pod-crash", "l2-a-a"}, ids); d != "" {
		t.Error(d)
	}
	one, err := c.Get("l1-pod-crash")
	if err != nil || one.ID() != "l1-pod-crash" {
		t.Errorf("%v, %v", one, err)
	}
}

func TestCatalogueSuggests(t *testing.T) {
	c, err := challenge.NewCatalogue(shelf("l1-pod-crash", "l1-no-door"))
	if err != nil {
		t.Fatal(err)
	}
	tests := []struct{ id, want string }{
		{"l1-pod-crahs", `did you mean "l1-pod-crash"?`},
		{"l1-podcrash", `did you mean "l1-pod-crash"?`},
		{"pod-crash", `did you mean "l1-pod-crash"?`},
		{"l1-no-doors", `did you mean "l1-no-door"?`},
		{"l1-something-else-altogether", ""},
		{"x", ""},
		{"", ""},
		{"../l1-pod-crash", ""},
	}
	for _, test := range tests {
		_, err := c.Get(test.id)
		if !errors.Is(err, challenge.ErrNotFound) || !strings.Contains(err.Error(), "`kubectl mastery list` shows all") {
			t.Errorf("%q: %v", test.id, err)
			continue
		}
		if got := strings.Contains(err.Error(), "did you mean"); got != (test.want != "") && test.id != "../l1-pod-crash" || !strings.Contains(err.Error(), test.want) {
			t.Errorf("%q: %v, want %q", test.id, err, test.want)
		}
	}
}

func TestCatalogueLoadsOnlyWhatIsAskedFor(t *testing.T) {
	fsys := shelf("l1-pod-crash", "l1-no-door")
	fsys["l1-no-door/challenge.yaml"] = &fstest.MapFile{Data: []byte("broken: [")}
	c, err := challenge.NewCatalogue(fsys)
	if err != nil {
		t.Fatal(err)
	}
	if _, err := c.Get("l1-pod-crash"); err != nil {
		t.Error(err)
	}
	_, err = c.Get("l1-no-door")
	wantError(t, err, `load challenge "l1-no-door"`)
	_, err = c.All()
	wantError(t, err, `load challenge "l1-no-door"`)
}
