package challenge_test

import (
	"io/fs"
	"os"
	"path/filepath"
	"regexp"
	"strconv"
	"strings"
	"testing"
	"testing/fstest"

	"github.com/google/go-cmp/cmp"

	"github.com/kubectl-mastery/kubectl-mastery/challenges"
	"github.com/kubectl-mastery/kubectl-mastery/pkg/challenge"
)

func TestLoad(t *testing.T) {
	c, err := challenge.Load(files(source), "l1-shop-closed")
	if err != nil {
		t.Fatal(err)
	}
	if c.ID() != "l1-shop-closed" || c.Debrief != "what it was\n" || !regexp.MustCompile(`^sha256:[0-9a-f]{64}$`).MatchString(c.Digest) {
		t.Errorf("id %q, debrief %q, digest %q", c.ID(), c.Debrief, c.Digest)
	}
	if _, err := fs.Stat(c.FS, "scenario/kustomization.yaml"); err != nil {
		t.Error(err)
	}
	if d := cmp.Diff([]string{"main", "backend"}, c.Namespaces()); d != "" {
		t.Error(d)
	}
	if f, ok := c.Fault("birch"); !ok || f.Cause != "a file was missing" {
		t.Errorf("fault birch: %+v %t", f, ok)
	}
	if _, ok := c.Fault("cedar"); ok {
		t.Error("there is a fault cedar")
	}
}

func TestLoadRefuses(t *testing.T) {
	big := &fstest.MapFile{Data: make([]byte, 256<<10+1)}
	tests := []struct {
		name string
		edit func(fstest.MapFS)
		want string
	}{
		{"no challenge.yaml", func(f fstest.MapFS) { delete(f, "l1-shop-closed/challenge.yaml") }, "challenge.yaml"},
		{"no debrief", func(f fstest.MapFS) { delete(f, "l1-shop-closed/debrief.md") }, "debrief.md"},
		{"no file of a trial", func(f fstest.MapFS) {
			f["l1-shop-closed/challenge.yaml"] = &fstest.MapFile{Data: []byte(strings.Replace(source, "expr: shop.replicas() >= 1", "admits: {object: pod.yaml}", 1))}
		}, `check "It is ready": there is no file trials/pod.yaml`},
		{"no directory of a fault", func(f fstest.MapFS) { delete(f, "l1-shop-closed/faults/birch/kustomization.yaml") }, `fault "birch" has no directory faults/birch`},
		{"a file in place of a fault's directory", func(f fstest.MapFS) {
			delete(f, "l1-shop-closed/faults/birch/kustomization.yaml")
			f["l1-shop-closed/faults/birch"] = &fstest.MapFile{Data: []byte("x")}
		}, `fault "birch" has no directory`},
		{"no scenario", func(f fstest.MapFS) { delete(f, "l1-shop-closed/scenario/kustomization.yaml") }, "scenario"},
		{"a symbolic link", func(f fstest.MapFS) {
			f["l1-shop-closed/scenario/link.yaml"] = &fstest.MapFile{Data: []byte("../debrief.md"), Mode: fs.ModeSymlink | 0o777}
		}, "scenario/link.yaml: only regular files are allowed"},
		{"a device", func(f fstest.MapFS) {
			f["l1-shop-closed/scenario/pipe"] = &fstest.MapFile{Mode: fs.ModeNamedPipe | 0o600}
		}, "scenario/pipe: only regular files are allowed"},
		{"a file that is too large", func(f fstest.MapFS) { f["l1-shop-closed/files/big"] = big }, "files/big: holds 262145 bytes, more than 262144"},
		{"too many files", func(f fstest.MapFS) {
			for i := range 200 {
				f["l1-shop-closed/files/"+strconv.Itoa(i)] = &fstest.MapFile{}
			}
		}, "holds more than 200 files"},
		{"a name that is not the directory's", func(f fstest.MapFS) {
			f["l1-shop-closed/challenge.yaml"] = &fstest.MapFile{Data: []byte(strings.Replace(source, "l1-shop-closed", "l1-shop-open", 1))}
		}, `metadata.name is "l1-shop-open", but the directory is "l1-shop-closed"`},
		{"an unknown field", func(f fstest.MapFS) {
			f["l1-shop-closed/challenge.yaml"] = &fstest.MapFile{Data: []byte(strings.Replace(source, "  minutes: 10", "  minuets: 10", 1))}
		}, "challenge.yaml: line 8, column 3: field minuets not found"},
	}
	for _, test := range tests {
		t.Run(test.name, func(t *testing.T) {
			fsys := files(source)
			test.edit(fsys)
			_, err := challenge.Load(fsys, "l1-shop-closed")
			wantError(t, err, test.want)
			if err != nil && !strings.HasPrefix(err.Error(), `load challenge "l1-shop-closed": `) {
				t.Errorf("error does not name the challenge: %v", err)
			}
		})
	}
	t.Run("as many and as large as allowed", func(t *testing.T) {
		fsys := files(source)
		fsys["l1-shop-closed/files/big"] = &fstest.MapFile{Data: make([]byte, 256<<10)}
		for i := range 194 {
			fsys["l1-shop-closed/files/"+strconv.Itoa(i)] = &fstest.MapFile{}
		}
		_, err := challenge.Load(fsys, "l1-shop-closed")
		wantError(t, err, "")
	})
}

// TestLoadFromDisk meets a real symbolic link, which may lead anywhere.
func TestLoadFromDisk(t *testing.T) {
	dir := t.TempDir()
	if err := os.CopyFS(dir, files(source)); err != nil {
		t.Fatal(err)
	}
	if _, err := challenge.Load(os.DirFS(dir), "l1-shop-closed"); err != nil {
		t.Fatal(err)
	}
	if err := os.Symlink(t.TempDir(), filepath.Join(dir, "l1-shop-closed", "files")); err != nil {
		t.Fatal(err)
	}
	_, err := challenge.Load(os.DirFS(dir), "l1-shop-closed")
	wantError(t, err, "files: only regular files are allowed")
}

func TestParseRefuses(t *testing.T) {
	tests := []struct{ name, text, want string }{
		{"nothing", "", "is empty"},
		{"a comment alone", "# nothing\n", "is empty"},
		{"two documents", source + "---\n" + source, "holds more than one document"},
		{"an empty second document", source + "---\n", "holds more than one document"},
		{"an unknown field", edit(t, "minutes: 10", "minuets: 10"), "line 8, column 3: field minuets not found"},
		{"an unknown field deep inside", edit(t, "{name: first}", "{name: first, color: red}"), "line 22, column 26: field color not found"},
		{"a wrong type", edit(t, "minutes: 10", "minutes: ten"), "line 8, column 12: cannot unmarshal !!str `ten` into int"},
		{"a list for a text", edit(t, "expr: shop.replicas() >= 1", "expr: [1]"), "line 29, column 5: cannot unmarshal !!seq"},
		{"no duration", edit(t, "hold: 5s", "hold: 5"), `line 34, column 9: "5" is no duration such as 10s or 2m`},
		{"a key that stands twice", edit(t, "  level: 1\n", "  level: 1\n  level: 1\n"), "line 7, column 3: mapping key \"level\" already defined at line 6"},
		{"no YAML", "{", "line 1"},
		{"a list", "- a\n", "line 1"},
	}
	for _, test := range tests {
		t.Run(test.name, func(t *testing.T) {
			_, err := challenge.Parse([]byte(test.text))
			wantError(t, err, test.want)
			if err != nil && strings.Contains(err.Error(), "\n") {
				t.Errorf("error has several lines: %v", err)
			}
		})
	}
}

func TestPlaceOfExpressions(t *testing.T) {
	const line = 29 // of the expr below
	tests := []struct {
		name, yaml   string
		source       string
		line, column int
	}{
		{"plain", "expr: shop.replicas() >= 1", "shop.replicas() >= 1", line, 11},
		{"literal block", "expr: |-\n      shop.replicas() >= 1\n      && true", "shop.replicas() >= 1\n&& true", line + 1, 7},
		{"folded block", "expr: >-\n      shop.replicas() >= 1", "shop.replicas() >= 1", line + 1, 7},
		{"quoted", `expr: "shop.replicas() >= 1"`, "shop.replicas() >= 1", line, 12},
	}
	for _, test := range tests {
		t.Run(test.name, func(t *testing.T) {
			got := parse(t, edit(t, "expr: shop.replicas() >= 1", test.yaml)).Spec.Checks[1].Expr
			want := challenge.Expression{Source: test.source, Line: test.line, Column: test.column}
			if d := cmp.Diff(want, got); d != "" {
				t.Error(d)
			}
		})
	}
	t.Run("ready", func(t *testing.T) {
		got := parse(t, edit(t, "  hold: 5s", "  ready: |-\n    present(shop)\n  hold: 5s")).Spec.Ready
		if got.Source != "present(shop)" || got.Column != 5 || got.Line == 0 {
			t.Errorf("%+v", got)
		}
	})
	t.Run("an alias has the place of its anchor", func(t *testing.T) {
		text := edit(t, "{id: amber, symptom: \"present(shop)\"", "{id: amber, symptom: &s present(shop)", "{id: birch, symptom: \"present(shop)\"", "{id: birch, symptom: *s")
		for _, f := range parse(t, text).Spec.Faults {
			if f.Symptom.Source != "present(shop)" || f.Symptom.Line != 15 {
				t.Errorf("%+v", f.Symptom)
			}
		}
	})
}

func TestDigest(t *testing.T) {
	digest := func(fsys fstest.MapFS) string {
		t.Helper()
		c, err := challenge.Load(fsys, "l1-shop-closed")
		if err != nil {
			t.Fatal(err)
		}
		return c.Digest
	}
	was := digest(files(source))
	if again := digest(files(source)); again != was {
		t.Errorf("the same files have the digests %s and %s", was, again)
	}
	file := func(text string) *fstest.MapFile { return &fstest.MapFile{Data: []byte(text)} }
	tests := []struct {
		name    string
		edit    func(fstest.MapFS)
		changes bool
	}{
		{"challenge.yaml", func(f fstest.MapFS) { f["l1-shop-closed/challenge.yaml"] = file(source + "# more\n") }, true},
		{"debrief", func(f fstest.MapFS) { f["l1-shop-closed/debrief.md"] = file("else") }, true},
		{"scenario", func(f fstest.MapFS) {
			f["l1-shop-closed/scenario/kustomization.yaml"] = file("resources: [ ]\n")
		}, true},
		{"a new file", func(f fstest.MapFS) { f["l1-shop-closed/files/a"] = file("") }, true},
		{"another name", func(f fstest.MapFS) {
			f["l1-shop-closed/scenario/other.yaml"] = f["l1-shop-closed/scenario/kustomization.yaml"]
			f["l1-shop-closed/scenario/kustomization.yaml"] = file("")
		}, true},
		{"a directory named proof elsewhere", func(f fstest.MapFS) { f["l1-shop-closed/scenario/proof/a"] = file("x") }, true},
		{"a proof", func(f fstest.MapFS) { f["l1-shop-closed/proof/right/add-the-key.sh"] = file("else") }, false},
		{"a new proof", func(f fstest.MapFS) { f["l1-shop-closed/proof/wrong/b.sh"] = file("x") }, false},
		{"no proofs", func(f fstest.MapFS) { delete(f, "l1-shop-closed/proof/right/add-the-key.sh") }, false},
		{"a file's mode", func(f fstest.MapFS) {
			f["l1-shop-closed/debrief.md"] = &fstest.MapFile{Data: []byte("what it was\n"), Mode: 0o755}
		}, false},
	}
	for _, test := range tests {
		t.Run(test.name, func(t *testing.T) {
			fsys := clone(files(source))
			test.edit(fsys)
			if now := digest(fsys); (now != was) != test.changes {
				t.Errorf("digest changed: %t, want %t", now != was, test.changes)
			}
		})
	}
	t.Run("a file cut in two places", func(t *testing.T) {
		one, two := files(source), files(source)
		one["l1-shop-closed/files/a"], one["l1-shop-closed/files/b"] = file("xy"), file("z")
		two["l1-shop-closed/files/a"], two["l1-shop-closed/files/b"] = file("x"), file("yz")
		if digest(one) == digest(two) {
			t.Error("the digest does not tell where a file ends")
		}
	})
}

// TestEmbedded loads what is in the binary, and holds all proofs out of it but
// the right ones, which learners are shown some of.
func TestEmbedded(t *testing.T) {
	catalogue, err := challenge.NewCatalogue(challenges.FS)
	if err != nil {
		t.Fatal(err)
	}
	all, err := catalogue.All()
	if err != nil {
		t.Fatal(err)
	}
	if len(all) == 0 {
		t.Fatal("no challenges")
	}
	for _, c := range all {
		proofs, err := fs.ReadDir(c.FS, "proof")
		if err != nil || len(proofs) != 1 || proofs[0].Name() != "right" {
			t.Errorf("%s: of its proofs %v are in the binary, %v", c.ID(), proofs, err)
		}
	}
}

func FuzzParse(f *testing.F) {
	f.Add([]byte(source))
	f.Add([]byte("{"))
	f.Add([]byte("a: &a [*a]"))
	f.Add([]byte(strings.Replace(source, "hold: 5s", "hold: 99999999h", 1)))
	f.Fuzz(func(t *testing.T, text []byte) {
		c, err := challenge.Parse(text)
		if err != nil {
			return
		}
		if err := c.Validate(); err != nil {
			t.Fatalf("what was parsed is not valid: %v", err)
		}
	})
}
