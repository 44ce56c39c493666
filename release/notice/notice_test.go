package notice

import (
	"archive/tar"
	"bytes"
	"compress/gzip"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
)

// manifests is a program of ours that has a module of others in it.
func manifests(t *testing.T) string {
	t.Helper()
	file := filepath.Join(t.TempDir(), "manifest")
	if out, err := exec.Command("go", "build", "-o", file, "../cmd/manifest").CombinedOutput(); err != nil {
		t.Fatalf("%v\n%s", err, out)
	}
	return file
}

// image packs files as an archive of images has them: in a compressed layer.
func image(t *testing.T, files map[string][]byte) string {
	t.Helper()
	pack := func(files map[string][]byte) []byte {
		var b bytes.Buffer
		w := tar.NewWriter(&b)
		for name, content := range files {
			if err := w.WriteHeader(&tar.Header{Name: name, Size: int64(len(content)), Mode: 0o755}); err != nil {
				t.Fatal(err)
			}
			if _, err := w.Write(content); err != nil {
				t.Fatal(err)
			}
		}
		if err := w.Close(); err != nil {
			t.Fatal(err)
		}
		return b.Bytes()
	}
	var layer bytes.Buffer
	z := gzip.NewWriter(&layer)
	if _, err := z.Write(pack(files)); err != nil {
		t.Fatal(err)
	}
	if err := z.Close(); err != nil {
		t.Fatal(err)
	}
	file := filepath.Join(t.TempDir(), "image.tar")
	if err := os.WriteFile(file, pack(map[string][]byte{"manifest.json": []byte("{}"), "0123.tar.gz": layer.Bytes()}), 0o644); err != nil {
		t.Fatal(err)
	}
	return file
}

func TestWrite(t *testing.T) {
	file := manifests(t)
	program, err := os.ReadFile(file)
	if err != nil {
		t.Fatal(err)
	}
	script := filepath.Join(t.TempDir(), "script")
	if err := os.WriteFile(script, []byte("#!/bin/sh\n"), 0o755); err != nil {
		t.Fatal(err)
	}
	for _, test := range []struct {
		name, file          string
		modules, ofPackages bool
	}{
		{"a program", file, true, false},
		{"a program in an image", image(t, map[string][]byte{"bin/program": program, "bin/script": []byte("#!")}), true, true},
		{"no Go program", script, false, false},
		{"an image without one", image(t, map[string][]byte{"bin/script": []byte("#!")}), false, true},
	} {
		t.Run(test.name, func(t *testing.T) {
			var b bytes.Buffer
			if err := Write(t.Context(), &b, test.file); err != nil {
				t.Fatal(err)
			}
			got := map[string]bool{}
			for _, part := range []string{"go.yaml.in/yaml/v3 v", "Permission is hereby granted", "Go's standard library, go1.", "/usr/share/doc/PACKAGE/copyright", own} {
				got[part] = strings.Contains(b.String(), part)
			}
			want := map[string]bool{
				"go.yaml.in/yaml/v3 v": test.modules, "Permission is hereby granted": test.modules, "Go's standard library, go1.": test.modules,
				"/usr/share/doc/PACKAGE/copyright": test.ofPackages, own: false,
			}
			if diff := cmp.Diff(want, got); diff != "" {
				t.Errorf("-want +got:\n%s", diff)
			}
		})
	}
}

func TestWriteTwice(t *testing.T) {
	file := manifests(t)
	var first, second bytes.Buffer
	for _, to := range []*bytes.Buffer{&first, &second} {
		if err := Write(t.Context(), to, file); err != nil {
			t.Fatal(err)
		}
	}
	if !bytes.Equal(first.Bytes(), second.Bytes()) {
		t.Error("two notices of the same program differ")
	}
}

func TestReadLicences(t *testing.T) {
	dir := t.TempDir()
	for name, content := range map[string]string{"LICENSE": "be kind\r\n", "license.go": "package x", "NOTICE.txt": "made by", "main.go": "package x"} {
		if err := os.WriteFile(filepath.Join(dir, name), []byte(content), 0o644); err != nil {
			t.Fatal(err)
		}
	}
	texts := map[string][]string{}
	if err := readLicences(dir, "m v1", texts); err != nil {
		t.Fatal(err)
	}
	if diff := cmp.Diff(map[string][]string{"be kind": {"m v1"}, "made by": {"m v1"}}, texts); diff != "" {
		t.Errorf("-want +got:\n%s", diff)
	}
	if err := readLicences(t.TempDir(), "m v1", texts); err == nil || !strings.Contains(err.Error(), "m v1 has no licence") {
		t.Errorf("a module without licence: %v", err)
	}
}

func TestWriteManifest(t *testing.T) {
	for content, want := range map[string]string{
		"# Source: pkg:golang/sigs.k8s.io/yaml@v1.6.0\n---\nkind: A\n": "sigs.k8s.io/yaml v1.6.0",
		"kind: A\n# Source: pkg:golang/sigs.k8s.io/yaml@v1.6.0\n":      "",
		"":                                      "",
		"# Source: pkg:golang/sigs.k8s.io/yaml": "names no version",
	} {
		file := filepath.Join(t.TempDir(), "a.yaml")
		if err := os.WriteFile(file, []byte(content), 0o644); err != nil {
			t.Fatal(err)
		}
		var said bytes.Buffer
		if err := Write(t.Context(), &said, file); err != nil {
			said.Reset()
			said.WriteString(err.Error())
		}
		if got := strings.TrimPrefix(said.String(), preamble); (want == "") != (got == "") || !strings.Contains(got, want) {
			t.Errorf("%q: %.300s; want %q in it", content, got, want)
		}
	}
}
