package archive_test

import (
	"archive/tar"
	"archive/zip"
	"bytes"
	"compress/gzip"
	"errors"
	"io"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"

	"github.com/kubectl-mastery/kubectl-mastery/release/archive"
)

func write(t *testing.T, file, content string, mode os.FileMode) {
	t.Helper()
	if err := os.MkdirAll(filepath.Dir(file), 0o755); err != nil {
		t.Fatal(err)
	}
	if err := os.WriteFile(file, []byte(content), mode); err != nil {
		t.Fatal(err)
	}
}

// listed is what a reader sees of an entry.
type listed struct {
	Name, Content string
	Mode          os.FileMode
}

func readTar(t *testing.T, data []byte) []listed {
	t.Helper()
	squeezed, err := gzip.NewReader(bytes.NewReader(data))
	if err != nil {
		t.Fatal(err)
	}
	var all []listed
	for packed := tar.NewReader(squeezed); ; {
		header, err := packed.Next()
		if errors.Is(err, io.EOF) {
			return all
		}
		if err != nil {
			t.Fatal(err)
		}
		if header.Typeflag != tar.TypeReg || header.Uid != 0 || header.Gid != 0 || header.Uname != "" || header.ModTime.Unix() != 0 {
			t.Errorf("entry %+v has a link, an owner or a time", header)
		}
		content, err := io.ReadAll(packed)
		if err != nil {
			t.Fatal(err)
		}
		all = append(all, listed{header.Name, string(content), os.FileMode(header.Mode)})
	}
}

func readZip(t *testing.T, data []byte) []listed {
	t.Helper()
	packed, err := zip.NewReader(bytes.NewReader(data), int64(len(data)))
	if err != nil {
		t.Fatal(err)
	}
	var all []listed
	for _, f := range packed.File {
		in, err := f.Open()
		if err != nil {
			t.Fatal(err)
		}
		content, err := io.ReadAll(in)
		if err != nil {
			t.Fatal(err)
		}
		all = append(all, listed{f.Name, string(content), f.Mode()})
	}
	return all
}

func TestWriteGivesTheSameBytes(t *testing.T) {
	want := []listed{{"LICENSE", "free", 0o644}, {"a/b", "deep", 0o644}, {"program", "run", 0o755}}
	for name, read := range map[string]func(*testing.T, []byte) []listed{"x.tar.gz": readTar, "x.zip": readZip} {
		t.Run(name, func(t *testing.T) {
			var made [][]byte
			for _, order := range [][]string{{"program", "LICENSE", "a/b"}, {"a/b", "program", "LICENSE"}} {
				dir := t.TempDir()
				write(t, filepath.Join(dir, "LICENSE"), "free", 0o600)
				write(t, filepath.Join(dir, "program"), "run", 0o700)
				write(t, filepath.Join(dir, "a", "b"), "deep", 0o640)
				then := time.Now().Add(-time.Duration(len(made)) * time.Hour)
				var entries []archive.Entry
				for _, entry := range order {
					file := filepath.Join(dir, filepath.FromSlash(entry))
					if err := os.Chtimes(file, then, then); err != nil {
						t.Fatal(err)
					}
					entries = append(entries, archive.Entry{Name: entry, File: file, Executable: entry == "program"})
				}
				out := filepath.Join(t.TempDir(), name)
				if err := archive.Write(out, entries); err != nil {
					t.Fatal(err)
				}
				data, err := os.ReadFile(out)
				if err != nil {
					t.Fatal(err)
				}
				made = append(made, data)
			}
			if !bytes.Equal(made[0], made[1]) {
				t.Error("the same files gave different archives")
			}
			if diff := cmp.Diff(want, read(t, made[0])); diff != "" {
				t.Errorf("entries (-want +got):\n%s", diff)
			}
		})
	}
}

func TestWriteRefuses(t *testing.T) {
	file := filepath.Join(t.TempDir(), "content")
	write(t, file, "x", 0o644)
	for name, entries := range map[string][]archive.Entry{
		"the same name twice":        {{Name: "a", File: file}, {Name: "a", File: file}},
		"a name that leads out":      {{Name: "../a", File: file}},
		"an absolute name":           {{Name: "/a", File: file}},
		"a file that does not exist": {{Name: "a", File: file + "-not"}},
	} {
		t.Run(name, func(t *testing.T) {
			dir := t.TempDir()
			if err := archive.Write(filepath.Join(dir, "x.tar.gz"), entries); err == nil {
				t.Error("no error")
			}
			left, err := os.ReadDir(dir)
			if err != nil || len(left) > 0 {
				t.Errorf("left behind: %v %v", left, err)
			}
		})
	}
}

func TestTree(t *testing.T) {
	dir := t.TempDir()
	write(t, filepath.Join(dir, "bin", "kube"), "k", 0o755)
	write(t, filepath.Join(dir, "images", "index.json"), "[]", 0o644)
	if err := os.Symlink("kube", filepath.Join(dir, "bin", "kubectl")); err != nil {
		t.Fatal(err)
	}
	entries, links, err := archive.Tree(dir, "lab")
	if err != nil {
		t.Fatal(err)
	}
	want := []archive.Entry{
		{Name: "lab/bin/kube", File: filepath.Join(dir, "bin", "kube"), Executable: true},
		{Name: "lab/images/index.json", File: filepath.Join(dir, "images", "index.json")},
	}
	if diff := cmp.Diff(want, entries); diff != "" {
		t.Errorf("entries (-want +got):\n%s", diff)
	}
	if diff := cmp.Diff([]string{"lab/bin/kubectl"}, links); diff != "" {
		t.Errorf("links (-want +got):\n%s", diff)
	}

	if err := os.Symlink("../images/index.json", filepath.Join(dir, "bin", "out")); err != nil {
		t.Fatal(err)
	}
	if _, _, err := archive.Tree(dir, "lab"); err == nil || !strings.Contains(err.Error(), "leads out of its directory") {
		t.Errorf("a link to elsewhere: %v", err)
	}
}
