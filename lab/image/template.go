package image

import (
	"context"
	"errors"
	"fmt"
	"os"
	"path/filepath"
	"runtime"
	"strings"
	"syscall"

	"github.com/kubectl-mastery/kubectl-mastery/lab/process"
	"github.com/kubectl-mastery/kubectl-mastery/lab/sandbox"
)

// Templates is the directory of templates, one for each set of images.
type Templates struct {
	Dir string
	// Payload is the directory with the programs and images of the lab.
	Payload string
}

// Has tells whether the template of these images is there.
func (t Templates) Has(index *Index) bool {
	_, err := os.Stat(t.path(index))
	return err == nil
}

// layout is part of a template's name: it changes with what an import does.
const layout = "-by-digest"

func (t Templates) path(index *Index) string { return filepath.Join(t.Dir, index.Digest+layout) }

// Make imports the images into a new template, and removes templates of other
// sets: labs made from those have files of their own. The caller holds the
// lock of the data directory.
func (t Templates) Make(ctx context.Context, index *Index) error {
	if err := t.clean(); err != nil {
		return err
	}
	next := filepath.Join(t.Dir, ".next")
	if err := os.MkdirAll(next, 0o700); err != nil {
		return fmt.Errorf("make image template: %w", err)
	}
	err := t.importInto(ctx, next)
	if err == nil {
		err = os.Rename(next, t.path(index))
	}
	if err != nil {
		return fmt.Errorf("make image template: %w", errors.Join(err, os.RemoveAll(next)))
	}
	return nil
}

func (t Templates) clean() error {
	old, err := os.ReadDir(t.Dir)
	if err != nil && !errors.Is(err, os.ErrNotExist) {
		return fmt.Errorf("remove old image templates: %w", err)
	}
	for _, e := range old {
		if err := os.RemoveAll(filepath.Join(t.Dir, e.Name())); err != nil {
			return fmt.Errorf("remove old image templates: %w", err)
		}
	}
	return nil
}

// ImportCommand is the hidden command that runs Import.
const ImportCommand = "import-images"

// importInto runs the import as the first process of namespaces of its own, so
// that all of it ends with us, and nothing of it is seen on the host.
func (t Templates) importInto(ctx context.Context, dir string) error {
	// The child dies with the thread that starts it.
	runtime.LockOSThread()
	defer runtime.UnlockOSThread()
	said, err := os.CreateTemp(t.Dir, ".log-")
	if err != nil {
		return err
	}
	defer os.Remove(said.Name())
	defer said.Close()
	child, err := sandbox.Start(process.Start, said, ImportCommand, "--payload", t.Payload, "--dir", dir)
	if err != nil {
		return err
	}
	stop := context.AfterFunc(ctx, child.Kill)
	defer stop()
	err = child.Release()
	// Its end is also the end of what it started.
	<-child.Ended
	if err != nil {
		if ctx.Err() != nil {
			return ctx.Err()
		}
		log, _ := os.ReadFile(said.Name())
		return fmt.Errorf("%w\n%s", err, strings.TrimSpace(string(log)))
	}
	return nil
}

// Link fills dir, a node's store, from the template. Content is shared by hard
// links: containerd never changes a file of it in place. Its databases are
// copied.
func (t Templates) Link(index *Index, dir string) error {
	from := t.path(index)
	err := filepath.WalkDir(from, func(path string, d os.DirEntry, err error) error {
		if err != nil {
			return err
		}
		rel, err := filepath.Rel(from, path)
		if err != nil {
			return err
		}
		return link(path, filepath.Join(dir, rel), d)
	})
	if err != nil {
		return fmt.Errorf("fill the node's image store: %w", err)
	}
	return nil
}

func link(from, to string, d os.DirEntry) error {
	if !d.IsDir() {
		if filepath.Ext(from) == ".db" {
			return copyFile(from, to)
		}
		return os.Link(from, to)
	}
	info, err := d.Info()
	if err != nil {
		return err
	}
	if err := os.MkdirAll(to, 0o700); err != nil {
		return err
	}
	owner := info.Sys().(*syscall.Stat_t)
	return errors.Join(os.Lchown(to, int(owner.Uid), int(owner.Gid)), os.Chmod(to, info.Mode()))
}

func copyFile(from, to string) error {
	data, err := os.ReadFile(from)
	if err != nil {
		return err
	}
	return os.WriteFile(to, data, 0o644)
}
