package image

import (
	"context"
	"errors"
	"fmt"
	"io"
	"io/fs"
	"maps"
	"path"
	"slices"
	"strconv"
	"strings"

	"github.com/kubectl-mastery/kubectl-mastery/lab/images/rootfs"
)

// Sources are where the content of images comes from.
type Sources struct {
	// Program returns a built program by its name.
	Program func(name string) ([]byte, error)
	// Package hands a Debian package's files to use as a tar stream.
	Package func(ctx context.Context, name string, use func(io.Reader) error) error
	// Files holds the directories and lists that contents name.
	Files fs.FS
}

// fill lays a content over a tree, in the order of Content's fields.
func (s Set) fill(ctx context.Context, tree *rootfs.Tree, c Content, from Sources) error {
	for _, name := range c.Packages {
		if err := from.Package(ctx, name, tree.AddTar); err != nil {
			return err
		}
	}
	if len(c.Packages) > 0 {
		for _, pattern := range s.Unwanted {
			if err := tree.Remove(pattern); err != nil && !errors.Is(err, fs.ErrNotExist) {
				return err
			}
		}
	}
	if err := tree.Remove(c.Drop...); err != nil {
		return err
	}
	for _, at := range slices.Sorted(maps.Keys(c.Programs)) {
		data, err := from.Program(c.Programs[at])
		if err != nil {
			return err
		}
		n := rootfs.Node{Mode: 0o755, Data: data, BindLowPorts: slices.Contains(c.BindLowPorts, at)}
		if err := tree.Put(at, n); err != nil {
			return err
		}
	}
	if err := copyFiles(tree, c.Copy, from.Files); err != nil {
		return err
	}
	if err := linkApplets(tree, c.Applets, from.Files); err != nil {
		return err
	}
	for _, at := range slices.Sorted(maps.Keys(c.Links)) {
		if err := tree.Put(at, rootfs.Node{Mode: fs.ModeSymlink | 0o777, Target: c.Links[at]}); err != nil {
			return err
		}
	}
	return makeDirectories(tree, c.Directories)
}

func copyFiles(tree *rootfs.Tree, dir string, files fs.FS) error {
	if dir == "" {
		return nil
	}
	return fs.WalkDir(files, dir, func(name string, d fs.DirEntry, err error) error {
		if err != nil || d.IsDir() {
			return err
		}
		info, err := d.Info()
		if err != nil {
			return err
		}
		if !info.Mode().IsRegular() {
			return fmt.Errorf("copy %s: only files can be copied; use links", name)
		}
		data, err := fs.ReadFile(files, name)
		if err != nil {
			return err
		}
		// Only what git keeps of a mode counts, not the umask of a checkout.
		mode := fs.FileMode(0o644)
		if info.Mode()&0o100 != 0 {
			mode = 0o755
		}
		return tree.Put(strings.TrimPrefix(name, dir+"/"), rootfs.Node{Mode: mode, Data: data})
	})
}

func linkApplets(tree *rootfs.Tree, list string, files fs.FS) error {
	if list == "" {
		return nil
	}
	data, err := fs.ReadFile(files, list)
	if err != nil {
		return err
	}
	for applet := range strings.FieldsSeq(string(data)) {
		at := path.Join("usr/bin", applet)
		if tree.Has(at) || tree.Has(path.Join("usr/sbin", applet)) {
			continue
		}
		if err := tree.Put(at, rootfs.Node{Mode: fs.ModeSymlink | 0o777, Target: "busybox"}); err != nil {
			return err
		}
	}
	return nil
}

func makeDirectories(tree *rootfs.Tree, dirs []Directory) error {
	for _, d := range dirs {
		mode, err := strconv.ParseUint(d.Mode, 8, 12)
		if err != nil {
			return fmt.Errorf("directory %s: mode %q: %w", d.Path, d.Mode, err)
		}
		n := rootfs.Node{Mode: fs.ModeDir | rootfs.FileMode(int64(mode)), UID: d.UID, GID: d.GID}
		if err := tree.Put(d.Path, n); err != nil {
			return err
		}
	}
	return nil
}
