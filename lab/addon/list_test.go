package addon

import (
	"os"
	"path/filepath"
	"testing"

	"github.com/google/go-cmp/cmp"
)

// payload holds two add-ons, b and a.
func payload(t *testing.T) string {
	t.Helper()
	dir := t.TempDir()
	for name, content := range map[string]string{
		"b/addon.json":        `{"description": "the second", "manifests": ["two.yaml", "one.yaml"], "answers": ["/b"]}`,
		"b/one.yaml":          "kind: One",
		"b/two.yaml":          "kind: Two",
		"b/images/index.json": `[{"file": "b.tar", "refs": ["r.example/b:1"], "digest": "sha256:b"}]`,
		"a/addon.json":        `{"description": "the first", "manifests": ["gone.yaml"]}`,
	} {
		path := filepath.Join(dir, "addons", name)
		if err := os.MkdirAll(filepath.Dir(path), 0o755); err != nil {
			t.Fatal(err)
		}
		if err := os.WriteFile(path, []byte(content), 0o644); err != nil {
			t.Fatal(err)
		}
	}
	return dir
}

func TestFind(t *testing.T) {
	dir := payload(t)
	for _, tt := range []struct {
		payload string
		names   []string
		want    string
		fails   string
	}{
		{payload: dir, names: nil},
		{payload: dir, names: []string{"b"}, want: "b"},
		{payload: dir, names: []string{"b", "a", "b"}, want: "ab"},
		{payload: dir, names: []string{"a", "c"}, fails: `there is no add-on "c", only a, b`},
		{payload: t.TempDir(), names: nil},
		{payload: t.TempDir(), names: []string{"a"}, fails: `there is no add-on "a", nor any other: install the lab again, or build it with make`},
	} {
		found, err := Find(tt.payload, tt.names)
		said := ""
		if err != nil {
			said = err.Error()
		}
		got := ""
		for _, a := range found {
			got += a.Name
		}
		if got != tt.want || said != tt.fails {
			t.Errorf("%v: found %q, error %q", tt.names, got, said)
		}
	}
}

func TestAddon(t *testing.T) {
	all, err := List(payload(t))
	if err != nil {
		t.Fatal(err)
	}
	first, second := all[0], all[1]
	if second.Description != "the second" || !cmp.Equal(second.Answers, []string{"/b"}) {
		t.Errorf("read %+v", second)
	}
	manifest, err := second.Manifest()
	if want := "---\nkind: Two\n---\nkind: One\n"; err != nil || manifest != want {
		t.Errorf("manifest %q, error %v", manifest, err)
	}
	index, err := second.Images()
	if err != nil || !cmp.Equal(index.Refs(), []string{"r.example/b:1"}) {
		t.Errorf("images %v, error %v", index, err)
	}
	if _, err := first.Manifest(); err == nil {
		t.Error("a manifest that is not there is read")
	}
	if _, err := first.Images(); err == nil {
		t.Error("a list of images that is not there is read")
	}
}
