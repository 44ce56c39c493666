// Package handout lays the files of a challenge out for its learner. It never
// writes over what is there, and never leaves the directory that it was given.
package handout

import (
	"errors"
	"fmt"
	"io"
	"io/fs"
	"os"
	"path"
	"path/filepath"
	"strings"

	"github.com/kubectl-mastery/kubectl-mastery/pkg/challenge"
)

// State is how a file is found in the learner's directory.
type State int

const (
	// Missing is not there yet, and is written.
	Missing State = iota
	// Same is there as it is handed out.
	Same
	// Other is there with other content, and is kept.
	Other
)

// Look tells of each file how it is found in a directory, which need not be there
// yet. It is an error where Write could not write what is missing; nothing stays
// written.
func Look(dir string, files []challenge.Handed) ([]State, error) {
	root, err := os.OpenRoot(dir)
	if errors.Is(err, fs.ErrNotExist) {
		if err := tryAbove(dir); err != nil {
			return nil, err
		}
		return make([]State, len(files)), nil
	}
	if err != nil {
		return nil, refused(dir, err)
	}
	defer root.Close()
	return look(root, dir, files)
}

// Write writes the files that are missing, and tells how each was found.
func Write(dir string, files []challenge.Handed) ([]State, error) {
	if err := os.MkdirAll(dir, 0o755); err != nil {
		return nil, refused(dir, err)
	}
	root, err := os.OpenRoot(dir)
	if err != nil {
		return nil, refused(dir, err)
	}
	defer root.Close()
	states, err := look(root, dir, files)
	if err != nil {
		return nil, err
	}
	for i, file := range files {
		if states[i] != Missing {
			continue
		}
		if err := write(root, file); err != nil {
			return nil, refused(filepath.Join(dir, filepath.FromSlash(file.Path)), err)
		}
	}
	return states, nil
}

func look(root *os.Root, dir string, files []challenge.Handed) ([]State, error) {
	states := make([]State, len(files))
	for i, file := range files {
		var err error
		if states[i], err = find(root, file); err != nil {
			return nil, refused(filepath.Join(dir, filepath.FromSlash(file.Path)), err)
		}
	}
	return states, nil
}

var (
	errNowhere = errors.New("a link that leads nowhere")
	errLink    = errors.New("a link, which may lead anywhere")
	errNoFile  = errors.New("no regular file")
	errNoDir   = errors.New("no directory")
	errOutside = errors.New("outside of the directory")
)

// find tells how one file is found. No part of its path may be a link.
func find(root *os.Root, file challenge.Handed) (State, error) {
	name := filepath.FromSlash(file.Path)
	if !filepath.IsLocal(name) {
		return Missing, errOutside
	}
	for at, parent := range parents(file.Path) {
		info, err := root.Lstat(filepath.FromSlash(at))
		switch {
		case errors.Is(err, fs.ErrNotExist):
			return Missing, try(root, filepath.FromSlash(parent))
		case err != nil:
			return Missing, err
		case info.Mode().Type() == fs.ModeSymlink:
			return Missing, errLink
		case at != file.Path && !info.IsDir():
			return Missing, errNoDir
		case at == file.Path && !info.Mode().IsRegular():
			return Missing, errNoFile
		case at == file.Path && info.Size() != int64(len(file.Content)):
			return Other, nil
		}
	}
	there, err := root.Open(name)
	if err != nil {
		return Missing, err
	}
	defer there.Close()
	content, err := io.ReadAll(io.LimitReader(there, int64(len(file.Content))+1))
	if err != nil {
		return Missing, err
	}
	if string(content) != file.Content {
		return Other, nil
	}
	return Same, nil
}

// parents are the parts of a path from the top on, the path itself at last, each
// with the directory that it is in.
func parents(name string) func(yield func(at, parent string) bool) {
	return func(yield func(at, parent string) bool) {
		at := "."
		for part := range strings.SplitSeq(name, "/") {
			parent := at
			at = path.Join(at, part)
			if !yield(at, parent) {
				return
			}
		}
	}
}

// try finds out whether a file can be made in a directory.
func try(root *os.Root, dir string) error {
	name := filepath.Join(dir, fmt.Sprintf(".kubectl-mastery-%d", os.Getpid()))
	file, err := root.OpenFile(name, os.O_WRONLY|os.O_CREATE|os.O_EXCL, 0o600)
	if err != nil {
		return err
	}
	return errors.Join(file.Close(), root.Remove(name))
}

// tryAbove is try for a directory that is not there: whether the nearest one above
// it that is there would take it.
func tryAbove(dir string) error {
	for above := filepath.Clean(dir); ; {
		if _, err := os.Lstat(above); err == nil {
			return refused(above, errNowhere)
		}
		next := filepath.Dir(above)
		if next == above {
			return refused(dir, fs.ErrNotExist)
		}
		above = next
		root, err := os.OpenRoot(above)
		if errors.Is(err, fs.ErrNotExist) {
			continue // a link that leads nowhere is found above
		}
		if err != nil {
			return refused(dir, err)
		}
		err = try(root, ".")
		root.Close()
		if err != nil {
			return refused(dir, err)
		}
		return nil
	}
}

func write(root *os.Root, file challenge.Handed) error {
	name := filepath.FromSlash(file.Path)
	if err := root.MkdirAll(filepath.Dir(name), 0o755); err != nil {
		return err
	}
	made, err := root.OpenFile(name, os.O_WRONLY|os.O_CREATE|os.O_EXCL, 0o644)
	if err != nil {
		return err
	}
	_, err = made.WriteString(file.Content)
	if err = errors.Join(err, made.Close()); err != nil {
		return errors.Join(err, root.Remove(name)) // half a file would count as one that is there
	}
	return nil
}

// refused says which path cannot be used, and why, without what was tried there.
func refused(name string, err error) error {
	if inner, ok := errors.AsType[*fs.PathError](err); ok {
		err = inner.Err
	}
	return fmt.Errorf("%s cannot be used for the challenge's files: %w", name, err)
}
