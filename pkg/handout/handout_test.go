package handout_test

import (
	"os"
	"path/filepath"
	"runtime"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"github.com/kubectl-mastery/kubectl-mastery/pkg/challenge"
	"github.com/kubectl-mastery/kubectl-mastery/pkg/handout"
)

// files are those that are handed out.
func files() []challenge.Handed {
	return []challenge.Handed{{Path: "shop.yaml", Content: "kind: Shop\n"}, {Path: "more/notes/a.txt", Content: "read me\n"}}
}

// all lists what is below a directory with its content; links are named, not
// followed.
func all(t *testing.T, dir string) map[string]string {
	t.Helper()
	found := map[string]string{}
	err := filepath.WalkDir(dir, func(path string, entry os.DirEntry, err error) error {
		if err != nil || entry.IsDir() {
			return err
		}
		name, _ := filepath.Rel(dir, path)
		if !entry.Type().IsRegular() {
			found[filepath.ToSlash(name)] = entry.Type().String()
			return nil
		}
		content, err := os.ReadFile(path)
		found[filepath.ToSlash(name)] = string(content)
		return err
	})
	if err != nil {
		t.Fatal(err)
	}
	return found
}

func TestWrite(t *testing.T) {
	const shop, notes = "kind: Shop\n", "read me\n"
	missing, same, other := handout.Missing, handout.Same, handout.Other
	type tree = map[string]string
	tests := []struct {
		name   string
		before func(t *testing.T, dir string)
		want   []handout.State
		after  tree
		err    string
	}{
		{"nothing is there", nil, []handout.State{missing, missing}, tree{"d/shop.yaml": shop, "d/more/notes/a.txt": notes}, ""},
		{"the directory is there", put("d/else", "x"), []handout.State{missing, missing}, tree{"d/else": "x", "d/shop.yaml": shop, "d/more/notes/a.txt": notes}, ""},
		{"one is there", put("d/shop.yaml", shop), []handout.State{same, missing}, tree{"d/shop.yaml": shop, "d/more/notes/a.txt": notes}, ""},
		{"one is there and was edited", put("d/shop.yaml", "mine"), []handout.State{other, missing}, tree{"d/shop.yaml": "mine", "d/more/notes/a.txt": notes}, ""},
		{"one is there, as long", put("d/shop.yaml", strings.ToUpper(shop)), []handout.State{other, missing}, tree{"d/shop.yaml": strings.ToUpper(shop), "d/more/notes/a.txt": notes}, ""},
		{"one is there and goes on", put("d/shop.yaml", shop+"#"), []handout.State{other, missing}, tree{"d/shop.yaml": shop + "#", "d/more/notes/a.txt": notes}, ""},
		{"one is there and empty", put("d/shop.yaml", ""), []handout.State{other, missing}, tree{"d/shop.yaml": "", "d/more/notes/a.txt": notes}, ""},
		{"a file in place of the directory", put("d", "x"), nil, tree{"d": "x"}, "d cannot be used for the challenge's files: not a directory"},
		{"a file in place of a directory within", put("d/more", "x"), nil, tree{"d/more": "x"}, "d/more/notes/a.txt cannot be used for the challenge's files: no directory"},
		{"a directory in place of a file", put("d/shop.yaml/x", ""), nil, tree{"d/shop.yaml/x": ""}, "d/shop.yaml cannot be used for the challenge's files: no regular file"},
		{"a link in place of a file", link("d/shop.yaml", "else"), nil, tree{"d/shop.yaml": "L---------", "else": ""}, "d/shop.yaml cannot be used for the challenge's files: a link, which may lead anywhere"},
		{"a link to nowhere in place of a file", link("d/shop.yaml", "none"), nil, tree{"d/shop.yaml": "L---------", "else": ""}, "a link, which may lead anywhere"},
		{"a link in place of a directory within", link("d/more", "."), nil, tree{"d/more": "L---------", "else": ""}, "d/more/notes/a.txt cannot be used for the challenge's files: a link, which may lead anywhere"},
		{"a link in place of the directory", link("d", "real"), []handout.State{missing, missing}, tree{"d": "L---------", "else": "", "real/shop.yaml": shop, "real/more/notes/a.txt": notes}, ""},
		{"a link to nowhere in place of the directory", link("d", "none"), nil, tree{"d": "L---------", "else": ""}, "d cannot be used for the challenge's files: a link that leads nowhere"},
	}
	for _, test := range tests {
		t.Run(test.name, func(t *testing.T) {
			base := t.TempDir()
			if test.before != nil {
				test.before(t, base)
			}
			began := all(t, base)
			dir := filepath.Join(base, "d")
			wantError := func(err error) {
				t.Helper()
				if (err != nil) != (test.err != "") || err != nil && !strings.Contains(filepath.ToSlash(err.Error()), test.err) {
					t.Errorf("error %v", err)
				}
			}
			got, err := handout.Look(dir, files())
			wantError(err)
			if d := cmp.Diff(test.want, got); d != "" {
				t.Errorf("seen: %s", d)
			}
			if d := cmp.Diff(began, all(t, base)); d != "" {
				t.Errorf("a look changes something: %s", d)
			}
			got, err = handout.Write(dir, files())
			if test.err != "" && err == nil {
				t.Error("it is written all the same")
			}
			if d := cmp.Diff(test.want, got); d != "" {
				t.Errorf("found: %s", d)
			}
			if d := cmp.Diff(test.after, all(t, base)); d != "" {
				t.Errorf("it is now: %s", d)
			}
			if test.err != "" {
				return
			}
			if again, err := handout.Write(dir, files()); err != nil || again[1] != same {
				t.Errorf("again: %v, %v", again, err)
			}
		})
	}
}

// put writes a file below a directory.
func put(name, content string) func(t *testing.T, dir string) {
	return func(t *testing.T, dir string) {
		path := filepath.Join(dir, name)
		if err := os.MkdirAll(filepath.Dir(path), 0o755); err != nil {
			t.Fatal(err)
		}
		if err := os.WriteFile(path, []byte(content), 0o644); err != nil {
			t.Fatal(err)
		}
	}
}

// link makes a link, beside a file "else" and a directory "real" to lead to.
func link(name, target string) func(t *testing.T, dir string) {
	return func(t *testing.T, dir string) {
		put("else", "")(t, dir)
		for _, made := range []string{"real", filepath.Dir(name)} {
			if err := os.MkdirAll(filepath.Join(dir, made), 0o755); err != nil {
				t.Fatal(err)
			}
		}
		if err := os.Symlink(filepath.Join(dir, target), filepath.Join(dir, name)); err != nil {
			t.Fatal(err)
		}
	}
}

// TestOutside: whatever a path says, it stays within the directory.
func TestOutside(t *testing.T) {
	for _, name := range []string{"../a", "a/../../b", "/a", "..", ""} {
		base := t.TempDir()
		dir := filepath.Join(base, "d")
		if _, err := handout.Write(dir, []challenge.Handed{{Path: name, Content: "x"}}); err == nil || !strings.Contains(err.Error(), "outside of the directory") {
			t.Errorf("%q: %v", name, err)
		}
		if found := all(t, base); len(found) > 0 {
			t.Errorf("%q: %v", name, found)
		}
	}
}

// TestLookWhereNothingCanBeWritten: it is known before anything is begun.
func TestLookWhereNothingCanBeWritten(t *testing.T) {
	if runtime.GOOS != "linux" {
		t.Skip("it needs /proc, in which not even root makes files")
	}
	for _, dir := range []string{"/proc", "/proc/none/deeper"} {
		if _, err := handout.Look(dir, files()); err == nil || !strings.Contains(err.Error(), " cannot be used for the challenge's files: ") {
			t.Errorf("%s: %v", dir, err)
		}
	}
}
