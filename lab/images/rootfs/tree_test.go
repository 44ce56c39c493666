package rootfs

import (
	"errors"
	"io/fs"
	"testing"

	"github.com/google/go-cmp/cmp"
)

func file(data string) Node     { return Node{Mode: 0o644, Data: []byte(data)} }
func dir(perm fs.FileMode) Node { return Node{Mode: fs.ModeDir | perm} }
func link(target string) Node   { return Node{Mode: fs.ModeSymlink | 0o777, Target: target} }

// step is one Put of a table.
type step struct {
	name string
	node Node
}

func build(t *testing.T, steps ...step) *Tree {
	t.Helper()
	tree := New()
	for _, s := range steps {
		if err := tree.Put(s.name, s.node); err != nil {
			t.Fatal(err)
		}
	}
	return tree
}

func TestPutAndGet(t *testing.T) {
	tests := []struct {
		name  string
		steps []step
		paths []string
		// get is looked up; it lies at "at" with the content "data".
		get, at, data string
	}{
		{
			name:  "directories come of themselves",
			steps: []step{{"/usr/bin/true", file("x")}},
			paths: []string{"usr", "usr/bin", "usr/bin/true"},
			get:   "usr/bin/true", at: "usr/bin/true", data: "x",
		},
		{
			name:  "a file goes through a linked directory",
			steps: []step{{"usr/lib", dir(0o755)}, {"lib", link("usr/lib")}, {"lib/a.so", file("x")}},
			paths: []string{"lib", "usr", "usr/lib", "usr/lib/a.so"},
			get:   "/lib/a.so", at: "usr/lib/a.so", data: "x",
		},
		{
			name:  "a package's directory leaves a link to a directory alone",
			steps: []step{{"usr/lib", dir(0o755)}, {"lib", link("usr/lib")}, {"lib", dir(0o755)}, {"lib/a", file("x")}},
			paths: []string{"lib", "usr", "usr/lib", "usr/lib/a"},
			get:   "lib/a", at: "usr/lib/a", data: "x",
		},
		{
			name:  "absolute and chained links",
			steps: []step{{"a/file", file("x")}, {"b", link("/a/file")}, {"c/d", link("../b")}},
			paths: []string{"a", "a/file", "b", "c", "c/d"},
			get:   "c/d", at: "a/file", data: "x",
		},
		{
			name:  "what comes later replaces",
			steps: []step{{"nc", link("busybox")}, {"nc", link("nc.openbsd")}, {"nc.openbsd", file("x")}},
			paths: []string{"nc", "nc.openbsd"},
			get:   "nc", at: "nc.openbsd", data: "x",
		},
		{
			name:  "no way out of the root",
			steps: []step{{"../../etc/passwd", file("x")}},
			paths: []string{"etc", "etc/passwd"},
			get:   "a/../../etc/passwd", at: "etc/passwd", data: "x",
		},
	}
	for _, test := range tests {
		t.Run(test.name, func(t *testing.T) {
			tree := build(t, test.steps...)
			if diff := cmp.Diff(test.paths, tree.Paths()); diff != "" {
				t.Errorf("paths (-want +got):\n%s", diff)
			}
			n, at, err := tree.Get(test.get)
			if err != nil {
				t.Fatal(err)
			}
			if at != test.at || string(n.Data) != test.data {
				t.Errorf("Get(%q) = %q at %q, want %q at %q", test.get, n.Data, at, test.data, test.at)
			}
		})
	}
}

func TestPutRefuses(t *testing.T) {
	tests := []struct {
		name  string
		steps []step
		last  step
	}{
		{"a file where a directory is", []step{{"a/b", file("")}}, step{"a", file("")}},
		{"a directory where a file is", []step{{"a", file("")}}, step{"a", dir(0o755)}},
		{"a file below a file", []step{{"a", file("")}}, step{"a/b", file("")}},
	}
	for _, test := range tests {
		t.Run(test.name, func(t *testing.T) {
			if err := build(t, test.steps...).Put(test.last.name, test.last.node); err == nil {
				t.Error("no error")
			}
		})
	}
}

func TestGetFails(t *testing.T) {
	tree := build(t, step{"a", link("b")}, step{"b", link("a")}, step{"file", file("")}, step{"dangling", link("gone")})
	for name, want := range map[string]error{
		"missing": fs.ErrNotExist, "dangling": fs.ErrNotExist, "file/below": fs.ErrNotExist, "a": errTooManyLinks,
	} {
		if _, _, err := tree.Get(name); !errors.Is(err, want) {
			t.Errorf("Get(%q): %v, want %v", name, err, want)
		}
	}
}

func TestRemove(t *testing.T) {
	all := []step{
		{"usr/share/doc/a/copyright", file("")},
		{"usr/share/doc/a/changelog.gz", file("")},
		{"usr/share/man/man1/a", file("")},
		{"usr/share/manual", file("")},
	}
	tree := build(t, all...)
	if err := tree.Remove("usr/share/man", "usr/share/doc/*/ch*"); err != nil {
		t.Fatal(err)
	}
	want := []string{"usr", "usr/share", "usr/share/doc", "usr/share/doc/a", "usr/share/doc/a/copyright", "usr/share/manual"}
	if diff := cmp.Diff(want, tree.Paths()); diff != "" {
		t.Errorf("paths (-want +got):\n%s", diff)
	}
	if err := tree.Remove("usr/share/man"); !errors.Is(err, fs.ErrNotExist) {
		t.Errorf("a pattern without match: %v, want it refused", err)
	}
	if err := tree.Remove("usr/[share"); err == nil {
		t.Error("a malformed pattern: no error")
	}
}

func TestSince(t *testing.T) {
	before := build(t, step{"etc/passwd", file("root")}, step{"bin/nc", link("busybox")}, step{"tmp", dir(0o755)})
	after := before.Clone()
	for _, s := range []step{
		{"etc/passwd", file("root")}, // the same again
		{"bin/nc", link("nc.openbsd")}, {"tmp", dir(0o777 | fs.ModeSticky)}, {"app/run", file("x")},
	} {
		if err := after.Put(s.name, s.node); err != nil {
			t.Fatal(err)
		}
	}
	since, err := after.Since(before)
	if err != nil {
		t.Fatal(err)
	}
	if diff := cmp.Diff([]string{"app", "app/run", "bin/nc", "tmp"}, since.Paths()); diff != "" {
		t.Errorf("changed paths (-want +got):\n%s", diff)
	}
	if err := after.Remove("etc/passwd"); err != nil {
		t.Fatal(err)
	}
	if _, err := after.Since(before); err == nil {
		t.Error("a file of the layer below is gone: no error")
	}
}
