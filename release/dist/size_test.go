package dist_test

import (
	"bufio"
	"bytes"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"github.com/kubectl-mastery/kubectl-mastery/release"
	"github.com/kubectl-mastery/kubectl-mastery/release/dist"
)

// sizeBound is what the plugin for linux/amd64 may have at most, in bytes. It
// had 36.1 MB when this was written; a bound that is reached is a reason to look
// at what was linked, not to raise it.
const sizeBound = 40_000_000

// The linker drops methods that nothing calls, unless something may look up a
// method by a name or an index that is known only at run time: then it keeps
// every exported method of every reachable type, a third more. The usual cause
// is text/template; with cgo, also the package plugin, which kustomize imports.
func TestUnusedMethodsAreDropped(t *testing.T) {
	d := dist.Dist{Source: source(t), Version: "v1.2.3"}
	program := filepath.Join(t.TempDir(), "plugin")
	graph := link(t, d, release.Plugin(), program)
	if cause := keeper(graph); cause != "" {
		t.Errorf("the linker keeps all exported methods, because of:\n%s", cause)
	}
	// Without the graph once more: whenever Go finds a program up to date, it
	// shows what the last link of that package printed, to anybody.
	if err := d.Build(t.Context(), release.Plugin(), release.Platform{OS: "linux", Arch: "amd64"}, program, "-s", "-w"); err != nil {
		t.Fatal(err)
	}
	info, err := os.Stat(program)
	if err != nil {
		t.Fatal(err)
	}
	t.Logf("the plugin for linux/amd64 has %d bytes", info.Size())
	if info.Size() > sizeBound {
		t.Errorf("the plugin for linux/amd64 has %d bytes, more than %d", info.Size(), sizeBound)
	}
}

// A check that cannot fail would be worth nothing.
func TestKeptMethodsAreSeen(t *testing.T) {
	canary := release.Program{Name: "template", Module: "release/dist/testdata/template", Package: ".", VersionVariable: "main.version"}
	d := dist.Dist{Source: source(t), Version: "v1.2.3"}
	graph := link(t, d, canary, filepath.Join(t.TempDir(), "canary"))
	if cause := keeper(graph); !strings.Contains(cause, "text/template") {
		t.Errorf("a program that executes a template is not recognised; found %q", cause)
	}
}

// link builds a program for linux/amd64 and returns the linker's graph of what
// reaches what.
func link(t *testing.T, d dist.Dist, program release.Program, out string) []byte {
	t.Helper()
	var graph bytes.Buffer
	d.Log = &graph
	if err := d.Build(t.Context(), program, release.Platform{OS: "linux", Arch: "amd64"}, out, "-s", "-w", "-dumpdep"); err != nil {
		tail := graph.Bytes()
		t.Fatalf("%v\n%s", err, tail[max(0, len(tail)-2000):])
	}
	if !bytes.Contains(graph.Bytes(), []byte("-> main.main")) {
		t.Fatal("the linker did not write its graph")
	}
	return graph.Bytes()
}

// keeper is the first edge of the graph to something that makes the linker keep
// all exported methods, or empty.
func keeper(graph []byte) string {
	lines := bufio.NewScanner(bytes.NewReader(graph))
	lines.Buffer(nil, 1<<20)
	for lines.Scan() {
		if _, to, ok := strings.Cut(lines.Text(), " -> "); ok && strings.Contains(to, "<ReflectMethod>") {
			return lines.Text()
		}
	}
	return ""
}
