package mutant

import (
	"strings"
	"testing"
	"testing/fstest"

	"github.com/google/go-cmp/cmp"
)

func read(text string) ([]Harmless, error) {
	return ReadHarmless(fstest.MapFS{HarmlessFile: {Data: []byte(text)}}, []string{"right/a", "right/b"})
}

func TestReadHarmless(t *testing.T) {
	got, err := read(`
- mutants: [delete configmap/notes, "suspend cronjob/x"]
  reason: nobody reads them
- mutants: [delete service/x]
  proofs: [right/a]
  reason: it made another one
- mutants: [delete service/x]
  proofs: [right/b]
  reason: it made another one, too
`)
	want := []Harmless{
		{Mutants: []string{"delete configmap/notes", "suspend cronjob/x"}, Reason: "nobody reads them"},
		{Mutants: []string{"delete service/x"}, Proofs: []string{"right/a"}, Reason: "it made another one"},
		{Mutants: []string{"delete service/x"}, Proofs: []string{"right/b"}, Reason: "it made another one, too"},
	}
	if d := cmp.Diff(want, got); err != nil || d != "" {
		t.Errorf("%v %s", err, d)
	}
	for name, fsys := range map[string]fstest.MapFS{"no file": {}, "an empty one": {HarmlessFile: {}}} {
		if got, err := ReadHarmless(fsys, nil); err != nil || len(got) != 0 {
			t.Errorf("%s: %v, %v", name, got, err)
		}
	}
}

func TestReadHarmlessRefuses(t *testing.T) {
	for text, want := range map[string]string{
		`[{mutants: [x], reason: r, proof: right/a}]`: "field proof not found",
		`[{reason: r}]`:                                  "entry 1 names no mutants",
		`[{mutants: [x]}]`:                               `"x" has no reason`,
		`[{mutants: [x], reason: " "}]`:                  `"x" has no reason`,
		`[{mutants: [x], reason: r, proofs: [right/c]}]`: `there is no proof "right/c"`,
		`[{mutants: [x, x], reason: r}]`:                 `"x" is there twice`,
		`[{mutants: [x], reason: r}, {mutants: [x], reason: r, proofs: [right/a]}]`:                             `"x" is there twice`,
		`[{mutants: [x], reason: r, proofs: [right/a]}, {mutants: [x], reason: r}]`:                             `"x" is there twice`,
		`[{mutants: [x], reason: r, proofs: [right/a, right/b]}, {mutants: [x], reason: r, proofs: [right/b]}]`: `"x" is there twice`,
		`mutants: [x]`: "cannot unmarshal",
	} {
		if _, err := read(text); err == nil || !strings.Contains(err.Error(), want) || !strings.HasPrefix(err.Error(), HarmlessFile) {
			t.Errorf("%s: %v, want %s", text, err, want)
		}
	}
}
