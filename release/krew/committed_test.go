package krew_test

import (
	"bytes"
	"os"
	"path"
	"path/filepath"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"github.com/kubectl-mastery/kubectl-mastery/release/krew"
)

// source is the top of the source tree.
func source(t *testing.T) string {
	t.Helper()
	dir, err := filepath.Abs(filepath.Join("..", ".."))
	if err != nil {
		t.Fatal(err)
	}
	return dir
}

func committed(t *testing.T, name string) []byte {
	t.Helper()
	data, err := os.ReadFile(filepath.Join(source(t), filepath.FromSlash(name)))
	if err != nil {
		t.Fatal(err)
	}
	return data
}

// The committed manifests keep krew's rules, and are what the generator makes
// of their version and checksums: nobody edited them, and the generator has not
// moved on without them.
func TestCommittedManifests(t *testing.T) {
	for _, file := range krew.Files() {
		t.Run(file.Path, func(t *testing.T) {
			data := committed(t, file.Path)
			m, err := krew.Decode(data)
			if err != nil {
				t.Fatal(err)
			}
			// krew-manifest.yaml stands outside of the index, under another name.
			name := strings.TrimSuffix(path.Base(file.Path), ".yaml")
			if path.Dir(file.Path) != "plugins" {
				name = file.Program.Plugin
			}
			if faults := m.Check(name); len(faults) > 0 {
				t.Errorf("against krew's rules:\n%s", strings.Join(faults, "\n"))
			}
			again, missing, err := file.Render(m.Spec.Version, m.Sums())
			if err != nil {
				t.Fatal(err)
			}
			if diff := cmp.Diff(string(again), string(data)); diff != "" {
				t.Errorf("not what `make manifest` writes (-generated +committed):\n%s", diff)
			}
			if len(missing) > 0 {
				t.Errorf("nothing for %v", missing)
			}
			if version := strings.TrimSpace(string(committed(t, "VERSION"))); m.Spec.Version != version {
				t.Errorf("describes %s, but VERSION says %s", m.Spec.Version, version)
			}
		})
	}
	if !bytes.Equal(committed(t, "krew-manifest.yaml"), committed(t, "plugins/mastery.yaml")) {
		t.Error("krew-manifest.yaml and plugins/mastery.yaml differ")
	}
}

// krew takes every file below plugins for a manifest, and follows no links.
func TestIndexHoldsManifestsOnly(t *testing.T) {
	entries, err := os.ReadDir(filepath.Join(source(t), "plugins"))
	if err != nil {
		t.Fatal(err)
	}
	var names []string
	for _, e := range entries {
		if !e.Type().IsRegular() {
			t.Errorf("plugins/%s is no regular file", e.Name())
		}
		names = append(names, e.Name())
	}
	if diff := cmp.Diff([]string{"mastery-lab.yaml", "mastery.yaml"}, names); diff != "" {
		t.Errorf("plugins (-want +got):\n%s", diff)
	}
}
