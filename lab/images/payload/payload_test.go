package payload

import (
	"bytes"
	"io"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"github.com/kubectl-mastery/kubectl-mastery/lab/images/image"
)

// small is a lab with two components, two images and an add-on, that needs no
// network.
func small(t *testing.T) Build {
	t.Helper()
	dir := t.TempDir()
	for name, content := range map[string]string{
		"components/components.yaml": `
- {name: daemon, programs: [{name: daemon, package: ., to: bin/daemon, names: [ctl, client]}]}
- {name: app, programs: [{name: app, package: .}]}
`,
		"components/daemon/go.mod":  "module example.com/daemon\n\ngo 1.26.0\n",
		"components/daemon/main.go": "package main\n\nfunc main() { println(1) }\n",
		"components/app/go.mod":     "module example.com/app\n\ngo 1.26.0\n",
		"components/app/main.go":    "package main\n\nfunc main() { println(2) }\n",
		"images/images.yaml": `
images:
- {name: app, refs: [r.example/app:1], content: {programs: {app: app}}}
- {name: files, refs: [r.example/files:1, r.example/files:2], content: {copy: files}, config: {cmd: [sh]}}
`,
		"images/files/etc/motd": "hello",
		"addons/more/addon.yaml": `
description: more of it
images:
- {name: extra, refs: [r.example/extra:1], content: {copy: files}}
manifests: [first.yaml, second.yaml]
answers: [/apis/more]
`,
		"addons/more/first.yaml":  "kind: First\n",
		"addons/more/second.yaml": "kind: Second\n",
	} {
		put(t, filepath.Join(dir, name), content)
	}
	return Build{
		Components: filepath.Join(dir, "components"), Images: filepath.Join(dir, "images"), Addons: filepath.Join(dir, "addons"),
		Out: filepath.Join(dir, "out"), Cache: filepath.Join(dir, "cache"), Arch: "amd64",
	}
}

func put(t *testing.T, file, content string) {
	t.Helper()
	if err := os.MkdirAll(filepath.Dir(file), 0o755); err != nil {
		t.Fatal(err)
	}
	if err := os.WriteFile(file, []byte(content), 0o644); err != nil {
		t.Fatal(err)
	}
}

// run runs the builder and returns what it made.
func run(t *testing.T, b Build) []string {
	t.Helper()
	var log bytes.Buffer
	b.Log = &log
	if err := b.Run(t.Context()); err != nil {
		t.Fatalf("%v\n%s", err, log.String())
	}
	made := []string{}
	for line := range strings.Lines(log.String()) {
		if word := strings.Fields(line); word[0] != "building" {
			made = append(made, word[1])
		}
	}
	return made
}

func TestRunMakesWhatChanged(t *testing.T) {
	b := small(t)
	nothing := []string{}
	steps := []struct {
		name   string
		change func()
		want   []string
	}{
		{"at first", func() {}, []string{"daemon", "app", "app", "files", "extra", "more"}},
		{"again", func() {}, nothing},
		{"a source", func() {
			put(t, filepath.Join(b.Components, "app/main.go"), "package main\n\nfunc main() { println(3) }\n")
		}, []string{"app", "app"}},
		{"a time alone", func() {
			put(t, filepath.Join(b.Components, "app/main.go"), "package main\n\nfunc main() { println(3) }\n")
		}, nothing},
		{"a file of an image", func() { put(t, filepath.Join(b.Images, "files/etc/motd"), "bye") }, []string{"files", "extra"}},
		{"a manifest", func() { put(t, filepath.Join(b.Addons, "more/first.yaml"), "kind: Other\n") }, []string{"more"}},
		{"a lost archive of an add-on", func() { os.Remove(filepath.Join(b.Out, "addons/more/images/extra.tar")) }, []string{"extra"}},
		{"an overwritten manifest", func() { put(t, filepath.Join(b.Out, "addons/more/second.yaml"), "?") }, []string{"more"}},
		{"a lost archive", func() { os.Remove(filepath.Join(b.Out, "images/app.tar")) }, []string{"app"}},
		{"an overwritten program", func() { put(t, filepath.Join(b.Out, "bin/daemon"), "?") }, []string{"daemon"}},
		{"a broken stamp", func() { put(t, b.stamp("image-files"), "{") }, []string{"files"}},
	}
	for _, step := range steps {
		step.change()
		if diff := cmp.Diff(step.want, run(t, b)); diff != "" {
			t.Errorf("%s: made (-want +got):\n%s", step.name, diff)
		}
	}
}

func TestRunLaysOut(t *testing.T) {
	b := small(t)
	put(t, filepath.Join(b.Out, "images/gone.tar"), "an image that is no more in the list")
	run(t, b)
	for name, want := range map[string]string{"bin/ctl": "daemon", "bin/client": "daemon"} {
		if got, err := os.Readlink(filepath.Join(b.Out, name)); err != nil || got != want {
			t.Errorf("%s leads to %q (%v), want %q", name, got, err, want)
		}
	}
	archives, err := filepath.Glob(filepath.Join(b.Out, "images/*"))
	if err != nil {
		t.Fatal(err)
	}
	for i := range archives {
		archives[i] = filepath.Base(archives[i])
	}
	if diff := cmp.Diff([]string{"app.tar", "files.tar", "index.json"}, archives); diff != "" {
		t.Errorf("images (-want +got):\n%s", diff)
	}
	index, err := ReadIndex(filepath.Join(b.Out, "images"))
	if err != nil {
		t.Fatal(err)
	}
	for i := range index {
		if !strings.HasPrefix(index[i].Digest, "sha256:") {
			t.Errorf("digest %q", index[i].Digest)
		}
		index[i].Digest = ""
	}
	want := []Entry{
		{
			File: "app.tar", Refs: []string{"r.example/app:1"}, Architecture: "amd64",
			Source: []string{"pkg:golang/github.com/kubectl-mastery/kubectl-mastery/lab/components/app"},
		},
		{File: "files.tar", Refs: []string{"r.example/files:1", "r.example/files:2"}, Architecture: "amd64", Source: []string{}},
	}
	if diff := cmp.Diff(want, index); diff != "" {
		t.Errorf("index (-want +got):\n%s", diff)
	}
}

func TestRunOnly(t *testing.T) {
	b := small(t)
	b.Only = []string{"files"}
	if diff := cmp.Diff([]string{"files", "more"}, run(t, b)); diff != "" {
		t.Errorf("made (-want +got):\n%s", diff)
	}
	b.Only = []string{"app"}
	run(t, b)
	index, err := ReadIndex(filepath.Join(b.Out, "images"))
	if err != nil {
		t.Fatal(err)
	}
	if len(index) != 2 {
		t.Errorf("%d images in the list, want both: the one of the first run is still there", len(index))
	}
}

func TestTwoPlacesDoNotDisturbEachOther(t *testing.T) {
	b := small(t)
	other := b
	other.Out += "2"
	run(t, b)
	first, err := ReadIndex(filepath.Join(b.Out, "images"))
	if err != nil {
		t.Fatal(err)
	}
	run(t, other)
	second, err := ReadIndex(filepath.Join(other.Out, "images"))
	if err != nil {
		t.Fatal(err)
	}
	if diff := cmp.Diff(first, second); diff != "" {
		t.Errorf("two places, two lists:\n%s", diff)
	}
	if made := run(t, b); len(made) > 0 {
		t.Errorf("the first place was made again: %v", made)
	}
}

func TestRunsAtOnceWaitForEachOther(t *testing.T) {
	b := small(t)
	const runs = 3
	failed := make(chan error, runs)
	for range runs {
		go func() {
			mine := b
			mine.Log = io.Discard
			failed <- mine.Run(t.Context())
		}()
	}
	for range runs {
		if err := <-failed; err != nil {
			t.Error(err)
		}
	}
	if made := run(t, b); len(made) > 0 {
		t.Errorf("after %d runs at once there was more to make: %v", runs, made)
	}
}

func TestOrigins(t *testing.T) {
	from := shelf{programs: programs{"app": {source: "example.com/app@v1.2.3"}}}
	from.archive.Arch, from.archive.Release.Suite = "arm64", "trixie"
	img := image.Image{Content: image.Content{Programs: map[string]string{"a": "app"}}}
	if diff := cmp.Diff([]string{"pkg:golang/example.com/app@v1.2.3"}, from.origins(image.Set{}, img)); diff != "" {
		t.Errorf("origins (-want +got):\n%s", diff)
	}
}
