package lint_test

import (
	"io/fs"
	"maps"
	"os"
	"path/filepath"
	"regexp"
	"slices"
	"strconv"
	"strings"
	"testing"
	"testing/fstest"

	"go.yaml.in/yaml/v3"

	"github.com/kubectl-mastery/kubectl-mastery/challenges"
	"github.com/kubectl-mastery/kubectl-mastery/pkg/author"
	"github.com/kubectl-mastery/kubectl-mastery/pkg/challenge"
	"github.com/kubectl-mastery/kubectl-mastery/pkg/curriculum"
	"github.com/kubectl-mastery/kubectl-mastery/pkg/lint"
)

func known(t *testing.T) *curriculum.Curriculum {
	t.Helper()
	c, err := curriculum.Load(challenges.FS)
	if err != nil {
		t.Fatal(err)
	}
	return c
}

// TestNew: what has just been made passes but for warnings, on each level and
// of each type, and the warnings tell what to write next.
func TestNew(t *testing.T) {
	dir := t.TempDir()
	for _, name := range author.NewTypes() {
		for level := 1; level <= 6; level++ {
			id := "l" + strconv.Itoa(level) + "-new-" + strings.ToLower(name)
			if _, err := author.New(dir, id, challenge.Type(name), known(t).First(level)); err != nil {
				t.Fatal(err)
			}
			warnings := ""
			for _, f := range lint.Challenge(os.DirFS(dir), id, known(t)) {
				if !f.Warning {
					t.Errorf("%s", f)
				}
				warnings += f.Text + "\n"
			}
			if !strings.Contains(warnings, "write a second right proof") || !strings.Contains(warnings, "1 of 5 wrong proofs") {
				t.Errorf("%s: the warnings are\n%s", id, warnings)
			}
		}
	}
}

// fixture is a challenge as author new makes it.
func fixture(t *testing.T, id string, kind challenge.Type) fstest.MapFS {
	t.Helper()
	dir := t.TempDir()
	if _, err := author.New(dir, id, kind, known(t).First(1)); err != nil {
		t.Fatal(err)
	}
	files := fstest.MapFS{}
	err := fs.WalkDir(os.DirFS(dir), ".", func(name string, entry fs.DirEntry, err error) error {
		if err != nil || entry.IsDir() {
			return err
		}
		text, err := os.ReadFile(filepath.Join(dir, name))
		files[strings.TrimPrefix(name, id+"/")] = &fstest.MapFile{Data: text}
		return err
	})
	if err != nil {
		t.Fatal(err)
	}
	return files
}

// placed is how a finding is printed.
var placed = regexp.MustCompile(`^l1-board-dark(/\S+)?:[1-9]\d*:[1-9]\d*: (warning: )?\S.* \[[a-z-]+\]$`)

// breakage is one thing that is wrong: a text of a file replaced by another, or
// a whole file where there is nothing to replace.
type breakage struct{ name, file, old, new, want string }

func run(t *testing.T, kind challenge.Type, tests []breakage) {
	t.Helper()
	breakOne(t, func() fstest.MapFS { return fixture(t, "l1-board-dark", kind) }, tests)
}

// breakOne breaks one thing after the other of what whole makes.
func breakOne(t *testing.T, whole func() fstest.MapFS, tests []breakage) {
	t.Helper()
	for _, test := range tests {
		t.Run(test.name, func(t *testing.T) {
			files := whole()
			text := test.new
			if test.old != "" {
				was := string(files[test.file].Data)
				if strings.Count(was, test.old) != 1 {
					t.Fatalf("%q stands %d times in %s", test.old, strings.Count(was, test.old), test.file)
				}
				text = strings.Replace(was, test.old, test.new, 1)
			}
			files[test.file] = &fstest.MapFile{Data: []byte(text)}
			if test.new == "" && test.old == "" {
				delete(files, test.file)
			}
			moved := fstest.MapFS{}
			for name, file := range files {
				moved["l1-board-dark/"+name] = file
			}
			var said []string
			for _, f := range lint.Challenge(moved, "l1-board-dark", known(t)) {
				if !placed.MatchString(f.String()) {
					t.Errorf("%s", f)
				}
				if !f.Warning {
					said = append(said, f.String())
				}
			}
			all := strings.Join(said, "\n")
			if (test.want == "") != (all == "") || !strings.Contains(all, test.want) {
				t.Errorf("%s\nwant %s", all, test.want)
			}
		})
	}
}

func TestFindsAll(t *testing.T) {
	files := fixture(t, "l1-board-dark", challenge.Troubleshoot)
	text := string(files["challenge.yaml"].Data)
	for _, edit := range [][2]string{{"minutes: 15", "minutes: 3"}, {"title: The", "title: This is much too long a title for any line of any list of challenges, the"}, {"size(pods.ready()) == 0", "size(pods.ready()) == x"}, {"sameImage(board.image('board')", "sameImage(bord.image('board')"}} {
		if strings.Count(text, edit[0]) != 1 {
			t.Fatalf("%q", edit[0])
		}
		text = strings.Replace(text, edit[0], edit[1], 1)
	}
	files["challenge.yaml"] = &fstest.MapFile{Data: []byte(text)}
	files["proof/wrong/scale-to-zero.sh"] = &fstest.MapFile{Data: []byte("# faults: cedar\n# fails: It sings\n")}
	moved := fstest.MapFS{}
	for name, file := range files {
		moved["l1-board-dark/"+name] = file
	}
	var rules []string
	for _, f := range lint.Challenge(moved, "l1-board-dark", known(t)) {
		if !f.Warning {
			rules = append(rules, f.Rule)
		}
	}
	if got := strings.Join(rules, " "); got != "title minutes expression expression proofs proofs" {
		t.Errorf("%s", got)
	}
}

// TestOfflineImages: the list is the lab's.
func TestOfflineImages(t *testing.T) {
	source, err := os.ReadFile("../../lab/images/images.yaml")
	if err != nil {
		t.Fatal(err)
	}
	var list struct {
		Images []struct{ Refs []string }
	}
	if err := yaml.Unmarshal(source, &list); err != nil {
		t.Fatal(err)
	}
	var refs []string
	for _, image := range list.Images {
		refs = append(refs, image.Refs...)
	}
	slices.Sort(refs)
	if !slices.Equal(refs, lint.OfflineImages()) {
		t.Errorf("the lab holds %q, the list has %q", refs, lint.OfflineImages())
	}
}

// TestFixtureIsWhole: nothing is wrong with the fixture of the other tests.
func TestFixtureIsWhole(t *testing.T) {
	files := fixture(t, "l1-board-dark", challenge.Troubleshoot)
	if len(slices.Collect(maps.Keys(files))) != 8 {
		t.Errorf("%d files", len(files))
	}
	run(t, challenge.Troubleshoot, []breakage{{"as it is", "debrief.md", "## How to prevent it", "## To prevent it", ""}})
}
