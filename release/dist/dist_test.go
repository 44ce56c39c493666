package dist_test

import (
	"bytes"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"github.com/kubectl-mastery/kubectl-mastery/release"
	"github.com/kubectl-mastery/kubectl-mastery/release/dist"
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

func TestPackTwiceGivesTheSameBytes(t *testing.T) {
	var archives [][]byte
	for range 2 {
		d := dist.Dist{Source: source(t), Version: "v1.2.3", Out: t.TempDir(), Log: t.Output()}
		name, err := d.Pack(t.Context(), release.Plugin(), release.Host(), "")
		if err != nil {
			t.Fatal(err)
		}
		data, err := os.ReadFile(filepath.Join(d.Out, name))
		if err != nil {
			t.Fatal(err)
		}
		archives = append(archives, data)
	}
	if !bytes.Equal(archives[0], archives[1]) {
		t.Error("two archives of the same sources differ")
	}
}

func TestPackNeedsPayload(t *testing.T) {
	d := dist.Dist{Source: source(t), Version: "v1.2.3", Out: t.TempDir(), Log: t.Output()}
	lab := release.Lab()
	// What is not built at all fails before a payload is looked for.
	if _, err := d.Pack(t.Context(), lab, release.Platform{OS: "darwin", Arch: "arm64"}, ""); err == nil ||
		!strings.Contains(err.Error(), "is not built for darwin/arm64") {
		t.Errorf("the lab for darwin: %v", err)
	}
	for _, payload := range []string{"", t.TempDir(), filepath.Join(t.TempDir(), "not")} {
		if _, err := d.Pack(t.Context(), lab, release.Platform{OS: "linux", Arch: "amd64"}, payload); err == nil ||
			!strings.Contains(err.Error(), "make payload") {
			t.Errorf("the lab with payload %q: %v", payload, err)
		}
	}
}

func TestSums(t *testing.T) {
	dir := t.TempDir()
	if err := os.WriteFile(filepath.Join(dir, "b"), []byte("hello\n"), 0o644); err != nil {
		t.Fatal(err)
	}
	if err := os.WriteFile(filepath.Join(dir, "a"), nil, 0o644); err != nil {
		t.Fatal(err)
	}
	sums, err := dist.Sum(dir, []string{"b", "a"})
	if err != nil {
		t.Fatal(err)
	}
	var list strings.Builder
	if err := sums.Write(&list); err != nil {
		t.Fatal(err)
	}
	want := "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855  a\n" +
		"5891b5b522d5df086d0ff0b110fbd9d21bb4fc7163af34d08286a2e846f6be03  b\n"
	if diff := cmp.Diff(want, list.String()); diff != "" {
		t.Errorf("list (-want +got):\n%s", diff)
	}
	again, err := dist.ReadSums(strings.NewReader(list.String()))
	if err != nil {
		t.Fatal(err)
	}
	if diff := cmp.Diff(sums, again); diff != "" {
		t.Errorf("read again (-want +got):\n%s", diff)
	}
	for _, broken := range []string{"abc  a\n", strings.Repeat("a", 64) + "\n", strings.Repeat("a", 64) + "  ../a\n"} {
		if _, err := dist.ReadSums(strings.NewReader(broken)); err == nil {
			t.Errorf("%q was read as a checksum", broken)
		}
	}
}
