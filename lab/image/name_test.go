package image

import (
	"archive/tar"
	"bytes"
	"compress/gzip"
	"os"
	"path/filepath"
	"testing"

	"github.com/google/go-cmp/cmp"
)

// archived is an archive with these files.
func archived(t *testing.T, files ...[2]string) []byte {
	t.Helper()
	var b bytes.Buffer
	w := tar.NewWriter(&b)
	for _, f := range files {
		if err := w.WriteHeader(&tar.Header{Name: f[0], Mode: 0o644, Size: int64(len(f[1]))}); err != nil {
			t.Fatal(err)
		}
		if _, err := w.Write([]byte(f[1])); err != nil {
			t.Fatal(err)
		}
	}
	if err := w.Close(); err != nil {
		t.Fatal(err)
	}
	return b.Bytes()
}

func zipped(t *testing.T, data []byte) []byte {
	t.Helper()
	var b bytes.Buffer
	w := gzip.NewWriter(&b)
	if _, err := w.Write(data); err != nil {
		t.Fatal(err)
	}
	if err := w.Close(); err != nil {
		t.Fatal(err)
	}
	return b.Bytes()
}

func TestNames(t *testing.T) {
	layer := [2]string{"layer.tar", string(make([]byte, 5000))}
	docker := archived(t, layer, [2]string{"manifest.json", `[{"RepoTags": ["b:2", "a/b:1"]}, {"RepoTags": ["registry.example:5000/a-b/c:1-2"]}]`})
	names := []string{"docker.io/a/b:1", "docker.io/library/b:2", "registry.example:5000/a-b/c:1-2"}
	path := filepath.Join(t.TempDir(), "a.tar")
	none := path + " is no image archive: `docker save -o FILE IMAGE` writes one"
	short := path + " is not whole: make it, or copy it, once more"
	for what, tt := range map[string]struct {
		content []byte
		want    []string
		err     string
	}{
		"docker":        {content: docker, want: names},
		"zipped":        {content: zipped(t, docker), want: names},
		"OCI":           {content: archived(t, [2]string{"./index.json", `{"manifests": [{"annotations": {"io.containerd.image.name": "x.example/y:1"}}, {}]}`}), want: []string{"x.example/y:1"}},
		"no name":       {content: archived(t, [2]string{"manifest.json", `[{"RepoTags": null}]`})},
		"cut short":     {content: docker[:3000], err: short},
		"zipped, short": {content: zipped(t, docker)[:60], err: short},
		"empty":         {err: none},
		"no archive":    {content: bytes.Repeat([]byte("text "), 1000), err: none},
		"another one":   {content: archived(t, layer), err: none},
		"broken list":   {content: archived(t, [2]string{"manifest.json", "["}), err: "read what an image archive lists: unexpected end of JSON input"},
	} {
		t.Run(what, func(t *testing.T) {
			if err := os.WriteFile(path, tt.content, 0o644); err != nil {
				t.Fatal(err)
			}
			got, err := Names(path)
			if diff := cmp.Diff(tt.want, got); diff != "" {
				t.Errorf("names (-want +got):\n%s", diff)
			}
			if (err == nil) != (tt.err == "") || err != nil && err.Error() != tt.err {
				t.Errorf("error %v, want %q", err, tt.err)
			}
		})
	}
}

func TestCompare(t *testing.T) {
	before := map[string]string{"a:1": "sha256:1", "b:1": "sha256:2", "c:1": "sha256:3"}
	after := map[string]string{"a:1": "sha256:1", "b:1": "sha256:9", "c:1": "sha256:3", "d:1": "sha256:4", "sha256:4": "sha256:4", "d@sha256:4": "sha256:4"}
	loaded, same := Compare([]string{"a:1", "b:1", "d:1"}, before, after)
	if diff := cmp.Diff([][]string{{"b:1", "d:1"}, {"a:1"}}, [][]string{loaded, same}); diff != "" {
		t.Errorf("loaded and there before (-want +got):\n%s", diff)
	}
}

func TestDigests(t *testing.T) {
	const said = `REF              TYPE                                                 DIGEST          SIZE      PLATFORMS   LABELS
a.example/b-c:1 application/vnd.docker.distribution.manifest.v2+json sha256:fffc     19.5 MiB  linux/amd64 io.cri-containerd.image=managed
sha256:104f     application/vnd.docker.distribution.manifest.v2+json sha256:fffc     19.5 MiB  linux/amd64 -
`
	if diff := cmp.Diff(map[string]string{"a.example/b-c:1": "sha256:fffc", "sha256:104f": "sha256:fffc"}, digests(said)); diff != "" {
		t.Errorf("digests (-want +got):\n%s", diff)
	}
}

// What containerd's client says in passing is no reason for anything.
func TestReason(t *testing.T) {
	for said, want := range map[string]string{
		"time=\"2026-11-26T00:24:39Z\" level=warning msg=\"DEPRECATION: old\"\nctr: unrecognized image format\n": "unrecognized image format",
		"ctr: a\nb\n": "a; b",
		"time=\"2026-11-26T00:24:39Z\" level=error msg=\"x\"\n": "",
	} {
		if got := reason(said); got != want {
			t.Errorf("%q: got %q, want %q", said, got, want)
		}
	}
}

func TestRepository(t *testing.T) {
	for name, want := range map[string]string{
		"docker.io/library/b:2":              "docker.io/library/b",
		"registry.example:5000/a-b/c:1-2":    "registry.example:5000/a-b/c",
		"registry.example:5000/a-b/untagged": "registry.example:5000/a-b/untagged",
	} {
		if got := repository(name); got != want {
			t.Errorf("repository(%q) = %q, want %q", name, got, want)
		}
	}
}
