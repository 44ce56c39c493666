package rootfs

import (
	"archive/tar"
	"bytes"
	"errors"
	"io"
	"io/fs"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"
)

// written is the tree as a layer.
func written(t *testing.T, tree *Tree) []byte {
	t.Helper()
	var b bytes.Buffer
	if err := tree.WriteTar(&b); err != nil {
		t.Fatal(err)
	}
	return b.Bytes()
}

func TestLayerIsReproducible(t *testing.T) {
	steps := []step{
		{"tmp", dir(0o777 | fs.ModeSticky)}, {"usr/bin/app", file("x")}, {"usr/bin/b", link("app")}, {"usr/bin-x", file("y")},
	}
	first := written(t, build(t, steps...))
	steps[0], steps[3] = steps[3], steps[0]
	if second := written(t, build(t, steps...)); !bytes.Equal(first, second) {
		t.Error("the order in which files were put shows in the layer")
	}
}

func TestWriteTar(t *testing.T) {
	tree := build(
		t, step{"var/lib/app", Node{Mode: fs.ModeDir | 0o750, UID: 101, GID: 102}},
		step{"tmp", dir(0o777 | fs.ModeSticky)},
		step{"bin/su", Node{Mode: 0o755 | fs.ModeSetuid, Data: []byte("x")}},
		step{"bin/sh", link("busybox")},
		step{"coredns", Node{Mode: 0o755, Data: []byte("dns"), BindLowPorts: true}},
	)
	type entry struct {
		Name, Link string
		Type       byte
		Mode       int64
		UID, GID   int
		Size       int64
		Xattrs     map[string]string
	}
	// The value that "setcap cap_net_bind_service=ep" stores.
	capability := "\x01\x00\x00\x02\x00\x04\x00\x00\x00\x00\x00\x00\x00\x00\x00\x00\x00\x00\x00\x00"
	want := []entry{
		{Name: "bin/", Type: tar.TypeDir, Mode: 0o755},
		{Name: "bin/sh", Link: "busybox", Type: tar.TypeSymlink, Mode: 0o777},
		{Name: "bin/su", Type: tar.TypeReg, Mode: 0o4755, Size: 1},
		{
			Name: "coredns", Type: tar.TypeReg, Mode: 0o755, Size: 3,
			Xattrs: map[string]string{"SCHILY.xattr.security.capability": capability},
		},
		{Name: "tmp/", Type: tar.TypeDir, Mode: 0o1777},
		{Name: "var/", Type: tar.TypeDir, Mode: 0o755},
		{Name: "var/lib/", Type: tar.TypeDir, Mode: 0o755},
		{Name: "var/lib/app/", Type: tar.TypeDir, Mode: 0o750, UID: 101, GID: 102},
	}
	var got []entry
	for r := tar.NewReader(bytes.NewReader(written(t, tree))); ; {
		h, err := r.Next()
		if err == io.EOF {
			break
		}
		if err != nil {
			t.Fatal(err)
		}
		if !h.ModTime.Equal(time.Unix(0, 0)) || h.Uname != "" || h.Gname != "" {
			t.Errorf("%s: time %v, owner %q %q; want zero and none", h.Name, h.ModTime, h.Uname, h.Gname)
		}
		got = append(got, entry{h.Name, h.Linkname, h.Typeflag, h.Mode, h.Uid, h.Gid, h.Size, h.PAXRecords})
	}
	if diff := cmp.Diff(want, got); diff != "" {
		t.Errorf("layer (-want +got):\n%s", diff)
	}
}

func TestAddTar(t *testing.T) {
	var b bytes.Buffer
	w := tar.NewWriter(&b)
	for _, h := range []tar.Header{
		{Name: "./", Typeflag: tar.TypeDir, Mode: 0o700},
		{Name: "./usr/bin/", Typeflag: tar.TypeDir, Mode: 0o755},
		{Name: "./usr/bin/a", Typeflag: tar.TypeReg, Mode: 0o4755, Size: 1, Uid: 7, Uname: "builder", ModTime: time.Now()},
		{Name: "./usr/bin/b", Typeflag: tar.TypeLink, Linkname: "./usr/bin/a"},
		{Name: "./bin", Typeflag: tar.TypeSymlink, Mode: 0o777, Linkname: "usr/bin"},
	} {
		if err := w.WriteHeader(&h); err != nil {
			t.Fatal(err)
		}
		if h.Size > 0 {
			if _, err := w.Write([]byte("x")); err != nil {
				t.Fatal(err)
			}
		}
	}
	if err := w.Close(); err != nil {
		t.Fatal(err)
	}
	tree := New()
	if err := tree.AddTar(&b); err != nil {
		t.Fatal(err)
	}
	want := build(
		t, step{"usr/bin", dir(0o755)}, step{"bin", link("usr/bin")},
		step{"usr/bin/a", Node{Mode: 0o755 | fs.ModeSetuid, UID: 7, Data: []byte("x")}},
		step{"usr/bin/b", Node{Mode: 0o755 | fs.ModeSetuid, UID: 7, Data: []byte("x")}},
	)
	if diff := cmp.Diff(want.nodes, tree.nodes); diff != "" {
		t.Errorf("tree (-want +got):\n%s", diff)
	}
}

func TestAddTarRefuses(t *testing.T) {
	tests := map[string]tar.Header{
		"devices":                {Name: "dev/null", Typeflag: tar.TypeChar},
		"a hard link to nothing": {Name: "a", Typeflag: tar.TypeLink, Linkname: "b"},
	}
	for name, h := range tests {
		t.Run(name, func(t *testing.T) {
			var b bytes.Buffer
			if err := errors.Join(tar.NewWriter(&b).WriteHeader(&h), New().AddTar(&b)); err == nil {
				t.Error("no error")
			}
		})
	}
}

func TestFileModeIsUndoneByUnixMode(t *testing.T) {
	for _, unix := range []int64{0, 0o644, 0o755, 0o1777, 0o2755, 0o4755, 0o7777} {
		if got := unixMode(FileMode(unix)); got != unix {
			t.Errorf("unixMode(FileMode(%o)) = %o", unix, got)
		}
	}
}
