package image

import (
	"archive/tar"
	"bytes"
	"context"
	"fmt"
	"io"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"testing/fstest"

	"github.com/google/go-cmp/cmp"
	v1 "github.com/google/go-containerregistry/pkg/v1"
	"github.com/google/go-containerregistry/pkg/v1/mutate"
	"github.com/google/go-containerregistry/pkg/v1/tarball"

	"github.com/kubectl-mastery/kubectl-mastery/lab/images/rootfs"
)

// example is an image in which each field of a content does something.
func example() (Set, Image) {
	img := Image{
		Name: "web", Refs: []string{"r.example/web:2", "r.example/web:1", "r.example/other:1"}, Base: "shell",
		Content: Content{
			Packages: []string{"web"}, Drop: []string{"etc/web/old*"}, Programs: map[string]string{"serve": "serve"},
			BindLowPorts: []string{"serve"}, Copy: "files/web", Links: map[string]string{"usr/bin/vi": "vim"},
			Directories: []Directory{{Path: "var/cache/web", Mode: "1770", UID: 101, GID: 102}},
		},
		Config: Config{
			Entrypoint: []string{"/start.sh"}, Cmd: []string{"serve", "--now"}, Env: []string{"PATH=/usr/bin", "A=b"},
			User: "101:102", WorkingDir: "/srv", StopSignal: "SIGQUIT", ExposedPorts: []string{"80/tcp", "443/tcp"},
		},
	}
	return Set{
		Unwanted: []string{"usr/share/man", "usr/share/info"},
		Layers:   []Layer{{Name: "shell", Content: Content{Packages: []string{"shell"}, Applets: "applets.txt"}}},
		Images:   []Image{img},
	}, img
}

func exampleSources() Sources {
	packages := map[string][]string{
		"shell": {"usr/bin/busybox", "usr/share/man/busybox.1", "usr/sbin/ip"},
		"web":   {"etc/web/web.conf", "etc/web/old.conf", "usr/share/man/web.1"},
	}
	return Sources{
		Program: func(name string) ([]byte, error) { return []byte("program " + name), nil },
		Package: func(_ context.Context, name string, use func(io.Reader) error) error {
			var b bytes.Buffer
			w := tar.NewWriter(&b)
			for _, file := range packages[name] {
				h := tar.Header{Name: "./" + file, Typeflag: tar.TypeReg, Mode: 0o644, Size: int64(len(name))}
				if err := w.WriteHeader(&h); err != nil {
					return err
				}
				fmt.Fprint(w, name)
			}
			if err := w.Close(); err != nil {
				return err
			}
			return use(&b)
		},
		Files: fstest.MapFS{
			"applets.txt":               {Data: []byte("ip\nsh\nvi\n")},
			"files/web/start.sh":        {Data: []byte("#!/bin/sh\n"), Mode: 0o775},
			"files/web/etc/web/site":    {Data: []byte("site"), Mode: 0o600},
			"files/other/etc/not-there": {},
		},
	}
}

func buildExample(t *testing.T) v1.Image {
	t.Helper()
	set, img := example()
	built, err := set.Build(t.Context(), img, "arm64", exampleSources())
	if err != nil {
		t.Fatal(err)
	}
	return built
}

func TestBuildContent(t *testing.T) {
	files := mutate.Extract(buildExample(t))
	defer files.Close()
	got := listing(t, files)
	want := strings.TrimLeft(`
drwxr-xr-x 0:0 etc
drwxr-xr-x 0:0 etc/web
-rw-r--r-- 0:0 etc/web/site
-rw-r--r-- 0:0 etc/web/web.conf
-rwxr-xr-x 0:0 serve
-rwxr-xr-x 0:0 start.sh
drwxr-xr-x 0:0 usr
drwxr-xr-x 0:0 usr/bin
-rw-r--r-- 0:0 usr/bin/busybox
Lrwxrwxrwx 0:0 usr/bin/sh -> busybox
Lrwxrwxrwx 0:0 usr/bin/vi -> vim
drwxr-xr-x 0:0 usr/sbin
-rw-r--r-- 0:0 usr/sbin/ip
drwxr-xr-x 0:0 usr/share
drwxr-xr-x 0:0 var
drwxr-xr-x 0:0 var/cache
dtrwxrwx--- 101:102 var/cache/web
`, "\n")
	if diff := cmp.Diff(want, got); diff != "" {
		t.Errorf("files (-want +got):\n%s", diff)
	}
}

func listing(t *testing.T, files io.Reader) string {
	t.Helper()
	tree := rootfs.New()
	if err := tree.AddTar(files); err != nil {
		t.Fatal(err)
	}
	var b strings.Builder
	for _, name := range tree.Paths() {
		n := tree.At(name)
		fmt.Fprintf(&b, "%v %d:%d %s", n.Mode, n.UID, n.GID, name)
		if n.Target != "" {
			fmt.Fprintf(&b, " -> %s", n.Target)
		}
		b.WriteByte('\n')
	}
	return b.String()
}

func TestBuildConfig(t *testing.T) {
	config, err := buildExample(t).ConfigFile()
	if err != nil {
		t.Fatal(err)
	}
	want := v1.Config{
		Entrypoint: []string{"/start.sh"}, Cmd: []string{"serve", "--now"}, Env: []string{"PATH=/usr/bin", "A=b"},
		User: "101:102", WorkingDir: "/srv", StopSignal: "SIGQUIT",
		ExposedPorts: map[string]struct{}{"80/tcp": {}, "443/tcp": {}},
	}
	if diff := cmp.Diff(want, config.Config); diff != "" {
		t.Errorf("config (-want +got):\n%s", diff)
	}
	if config.OS != "linux" || config.Architecture != "arm64" || config.Created.Unix() != 0 {
		t.Errorf("for %s/%s of %v, want linux/arm64 of 1970", config.OS, config.Architecture, config.Created)
	}
	if n := len(config.RootFS.DiffIDs); n != 2 {
		t.Errorf("%d layers, want the shared one and its own", n)
	}
}

func TestArchiveIsReproducible(t *testing.T) {
	_, img := example()
	var archives [3][]byte
	for i := range archives {
		file := filepath.Join(t.TempDir(), "web.tar")
		if err := Write(file, buildExample(t), img.Refs); err != nil {
			t.Fatal(err)
		}
		data, err := os.ReadFile(file)
		if err != nil {
			t.Fatal(err)
		}
		archives[i] = data
	}
	if !bytes.Equal(archives[0], archives[1]) || !bytes.Equal(archives[0], archives[2]) {
		t.Error("three builds give different archives")
	}
}

func TestArchiveIsReadByOthers(t *testing.T) {
	_, img := example()
	file := filepath.Join(t.TempDir(), "web.tar")
	built := buildExample(t)
	if err := Write(file, built, img.Refs); err != nil {
		t.Fatal(err)
	}
	manifest, err := tarball.LoadManifest(func() (io.ReadCloser, error) { return os.Open(file) })
	if err != nil {
		t.Fatal(err)
	}
	if diff := cmp.Diff(img.Refs, manifest[0].RepoTags); diff != "" {
		t.Errorf("names (-want +got):\n%s", diff)
	}
	read, err := tarball.ImageFromPath(file, nil)
	if err != nil {
		t.Fatal(err)
	}
	want, err := built.ConfigName()
	if err != nil {
		t.Fatal(err)
	}
	if got, err := read.ConfigName(); err != nil || got != want {
		t.Errorf("read again as %v (%v), want %v", got, err, want)
	}
	left, err := filepath.Glob(filepath.Join(filepath.Dir(file), ".*"))
	if err != nil || len(left) > 0 {
		t.Errorf("left behind: %v (%v)", left, err)
	}
}

func TestBuildRefuses(t *testing.T) {
	tests := []struct {
		name   string
		change func(*Set, *Image, *Sources)
		want   string
	}{
		{"a pattern that drops nothing", func(_ *Set, img *Image, _ *Sources) {
			img.Content.Drop = []string{"etc/gone"}
		}, `remove "etc/gone"`},
		{"a mode that is none", func(_ *Set, img *Image, _ *Sources) {
			img.Content.Directories = []Directory{{Path: "tmp", Mode: "rwx"}}
		}, `mode "rwx"`},
		{"what the layer below holds cannot go", func(_ *Set, img *Image, _ *Sources) {
			img.Content.Drop = []string{"usr/sbin/ip"}
		}, "is in the layer below"},
		{"a program of which no build is known", func(_ *Set, _ *Image, from *Sources) {
			from.Program = func(string) ([]byte, error) { return nil, os.ErrNotExist }
		}, os.ErrNotExist.Error()},
		{"a program that cannot be loaded", func(_ *Set, _ *Image, from *Sources) {
			from.Program = func(string) ([]byte, error) { return []byte("\x7fELF?"), nil }
		}, "some programs cannot run"},
	}
	for _, test := range tests {
		t.Run(test.name, func(t *testing.T) {
			set, img := example()
			from := exampleSources()
			test.change(&set, &img, &from)
			_, err := set.Build(t.Context(), img, "amd64", from)
			if err == nil || !strings.Contains(err.Error(), test.want) || !strings.Contains(err.Error(), `build image "web"`) {
				t.Errorf("error %v, want one of image \"web\" with %q", err, test.want)
			}
		})
	}
}
