// Package rootfs holds the file system of a container image in memory and
// writes it as a layer: the same content gives the same bytes, whoever builds
// it, where and when.
package rootfs

import (
	"bytes"
	"errors"
	"fmt"
	"io/fs"
	"maps"
	"path"
	"slices"
)

// Tree is a file system. Paths are relative to its root and cleaned; a parent
// that is a symbolic link in the tree is followed, as it would be on a disk.
type Tree struct {
	nodes map[string]*Node
}

// Node is a directory, a regular file or a symbolic link; Mode tells which.
type Node struct {
	Mode     fs.FileMode
	UID, GID int
	// Data is a regular file's content.
	Data []byte
	// Target is where a symbolic link points.
	Target string
	// BindLowPorts gives a program the file capability to bind ports below 1024
	// without being root.
	BindLowPorts bool
}

// New returns an empty tree.
func New() *Tree { return &Tree{nodes: map[string]*Node{}} }

// Put places a node, and directories of mode 0755 owned by root above it where
// there are none. A directory that is there keeps its content and takes the new
// owner and mode; a link to a directory stays a link when a directory comes.
func (t *Tree) Put(name string, n Node) error {
	name, err := t.place(name)
	if err != nil || name == "." {
		return err
	}
	old, taken := t.nodes[name]
	if taken && n.Mode.IsDir() && old.Mode.Type() == fs.ModeSymlink {
		return nil
	}
	if taken && old.Mode.IsDir() && !n.Mode.IsDir() {
		return fmt.Errorf("put %s: a directory is there", name)
	}
	if taken && n.Mode.IsDir() && !old.Mode.IsDir() {
		return fmt.Errorf("put directory %s: a file is there", name)
	}
	t.nodes[name] = &n
	return nil
}

// Get finds a node, following links; it fails with fs.ErrNotExist if there is
// none, and returns the path at which the node lies.
func (t *Tree) Get(name string) (*Node, string, error) {
	return t.get(name, 0)
}

// At returns the node that lies at a path of Paths, links not followed, or nil.
func (t *Tree) At(name string) *Node { return t.nodes[clean(name)] }

// Has tells whether a node or a link lies at the path itself.
func (t *Tree) Has(name string) bool {
	name, err := t.place(name)
	return err == nil && t.nodes[name] != nil
}

// Paths lists all paths in order; a directory comes before what is in it.
func (t *Tree) Paths() []string { return slices.Sorted(maps.Keys(t.nodes)) }

// Clone returns a tree of its own with the same nodes.
func (t *Tree) Clone() *Tree { return &Tree{nodes: maps.Clone(t.nodes)} }

// Since returns what the tree has that before, its clone of earlier, had not or
// had otherwise. It fails if something was removed since, which no layer of
// these can say.
func (t *Tree) Since(before *Tree) (*Tree, error) {
	for name := range before.nodes {
		if t.nodes[name] == nil {
			return nil, fmt.Errorf("%s is in the layer below and cannot be removed", name)
		}
	}
	since := New()
	for name, n := range t.nodes {
		if old := before.nodes[name]; old == nil || !old.equal(n) {
			since.nodes[name] = n
		}
	}
	return since, nil
}

func (n *Node) equal(m *Node) bool {
	return n.Mode == m.Mode && n.UID == m.UID && n.GID == m.GID && n.Target == m.Target &&
		n.BindLowPorts == m.BindLowPorts && bytes.Equal(n.Data, m.Data)
}

// Remove takes out what matches one of the patterns (as in path.Match, against
// the whole path or against that of a directory above it). A pattern that
// matches nothing is an error, so that lists of patterns stay true.
func (t *Tree) Remove(patterns ...string) error {
	for _, pattern := range patterns {
		found := false
		for _, name := range t.Paths() {
			matches, err := under(pattern, name)
			if err != nil {
				return fmt.Errorf("remove %q: %w", pattern, err)
			}
			if matches {
				delete(t.nodes, name)
				found = true
			}
		}
		if !found {
			return fmt.Errorf("remove %q: %w", pattern, fs.ErrNotExist)
		}
	}
	return nil
}

func under(pattern, name string) (bool, error) {
	for ; name != "."; name = path.Dir(name) {
		if ok, err := path.Match(pattern, name); ok || err != nil {
			return ok, err
		}
	}
	return false, nil
}

// maxLinks is how many links one path may lead through, as on Linux.
const maxLinks = 40

var errTooManyLinks = errors.New("too many levels of symbolic links")

func (t *Tree) get(name string, links int) (*Node, string, error) {
	dir, base := path.Split(clean(name))
	if dir != "" {
		parent, at, err := t.get(dir, links)
		if err != nil {
			return nil, "", err
		}
		if !parent.Mode.IsDir() {
			return nil, "", fmt.Errorf("%s: %w", name, fs.ErrNotExist)
		}
		base = path.Join(at, base)
	}
	if base == "." {
		return &Node{Mode: fs.ModeDir | 0o755}, ".", nil
	}
	n := t.nodes[base]
	switch {
	case n == nil:
		return nil, "", fmt.Errorf("%s: %w", name, fs.ErrNotExist)
	case n.Mode.Type() != fs.ModeSymlink:
		return n, base, nil
	case links >= maxLinks:
		return nil, "", fmt.Errorf("%s: %w", name, errTooManyLinks)
	case path.IsAbs(n.Target):
		return t.get(n.Target, links+1)
	default:
		return t.get(path.Join(path.Dir(base), n.Target), links+1)
	}
}

// place is the path at which a node of that name lies: links in the directories
// above it followed, missing directories made.
func (t *Tree) place(name string) (string, error) {
	dir, base := path.Split(clean(name))
	if dir == "" {
		return base, nil
	}
	parent, at, err := t.Get(dir)
	if errors.Is(err, fs.ErrNotExist) {
		if err := t.Put(dir, Node{Mode: fs.ModeDir | 0o755}); err != nil {
			return "", err
		}
		parent, at, err = t.Get(dir)
	}
	if err != nil {
		return "", err
	}
	if !parent.Mode.IsDir() {
		return "", fmt.Errorf("%s is not a directory", dir)
	}
	return path.Join(at, base), nil
}

func clean(name string) string {
	if name = path.Join("/", name)[1:]; name != "" {
		return name
	}
	return "."
}
