// Package payload makes the lab's payload: the programs that the lab runs and
// the images that it holds offline. Everything is made once and then only again
// if what it is made from has changed.
package payload

import (
	"context"
	"crypto/sha256"
	"encoding/hex"
	"errors"
	"fmt"
	"io"
	"os"
	"path/filepath"
	"slices"
	"time"

	"github.com/kubectl-mastery/kubectl-mastery/lab/images/component"
	"github.com/kubectl-mastery/kubectl-mastery/lab/images/debian"
	"github.com/kubectl-mastery/kubectl-mastery/lab/images/image"
)

// Build is one run of the builder.
type Build struct {
	// Components and Images are the directories that hold components.yaml and
	// images.yaml.
	Components, Images string
	// Out is the payload's directory, Cache keeps what later runs use again.
	Out, Cache string
	// Arch is the architecture, as Go names it: amd64 or arm64.
	Arch string
	// Only limits the run to these components and images; empty means all. What
	// there is of the others stays.
	Only []string
	// Mirrors are asked for Debian packages; empty for those of this machine.
	Mirrors debian.Mirrors
	// Refresh brings Debian packages to their present versions.
	Refresh bool
	// Log takes a line for each thing that is made, and what compilers say.
	Log io.Writer
}

// Run makes the payload.
func (b Build) Run(ctx context.Context) error {
	components, err := component.Load(b.Components)
	if err != nil {
		return err
	}
	set, err := image.Load(filepath.Join(b.Images, "images.yaml"))
	if err != nil {
		return err
	}
	unlock, err := b.lock()
	if err != nil {
		return err
	}
	defer unlock()
	made := programs{}
	for _, c := range components {
		if err := b.component(ctx, c, made); err != nil {
			return err
		}
	}
	index, err := b.images(ctx, set, made)
	if err != nil {
		return err
	}
	return b.finish(index)
}

// program is a built program: its file and what decides its content.
type program struct {
	file, key, source string
}

type programs map[string]program

// component builds the programs of a component if they are not fresh.
func (b Build) component(ctx context.Context, c component.Component, made programs) error {
	toolchain, err := component.Toolchain(ctx, c.Dir)
	if err != nil {
		return err
	}
	key, err := c.Key(b.Arch, toolchain)
	if err != nil {
		return err
	}
	var files []string
	for _, p := range c.Programs {
		file := b.place(p)
		files = append(files, file)
		made[p.Name] = program{file: file, key: key, source: c.Source()}
	}
	for _, p := range c.Prints {
		files = append(files, filepath.Join(b.Out, p.To))
	}
	stamp := b.stamp(c.Name)
	done, err := fresh(stamp, key, files)
	if err != nil || done || !b.wanted(c.Name) {
		return err
	}
	for i, p := range c.Programs {
		start := time.Now()
		b.say("building %s (%s)", p.Name, c.Name)
		end := b.stayInTouch(p.Name, start)
		err := c.Build(ctx, p, b.Arch, files[i], b.Log)
		end()
		if err != nil {
			return err
		}
		if err := link(files[i], p.Names); err != nil {
			return err
		}
		b.say("built    %s in %s", p.Name, time.Since(start).Round(100*time.Millisecond))
	}
	for i, p := range c.Prints {
		if err := c.Print(ctx, p, files[len(c.Programs)+i], b.Log); err != nil {
			return err
		}
		b.say("written  %s", p.To)
	}
	return remember(stamp, key, files)
}

// place is where a program goes.
func (b Build) place(p component.Program) string {
	if p.To == "" {
		return b.kept("bin", p.Name)
	}
	return filepath.Join(b.Out, p.To)
}

// link makes the further names of a program beside it.
func link(file string, names []string) error {
	for _, name := range names {
		at := filepath.Join(filepath.Dir(file), name)
		if target, err := os.Readlink(at); err == nil && target == filepath.Base(file) {
			continue
		}
		if err := os.RemoveAll(at); err != nil {
			return fmt.Errorf("name %s: %w", name, err)
		}
		if err := os.Symlink(filepath.Base(file), at); err != nil {
			return fmt.Errorf("name %s: %w", name, err)
		}
	}
	return nil
}

func (b Build) images(ctx context.Context, set image.Set, made programs) ([]Entry, error) {
	var names []string
	for _, img := range set.Images {
		names = append(names, set.Packages(img)...)
	}
	slices.Sort(names)
	archive := debian.Archive{Release: set.Release, Mirrors: b.Mirrors, Arch: b.Arch, Dir: filepath.Join(b.Cache, b.Arch, "debian")}
	packages, err := archive.Packages(ctx, slices.Compact(names), b.Refresh)
	if err != nil {
		return nil, err
	}
	builder, err := executableSum()
	if err != nil {
		return nil, err
	}
	shelf := shelf{archive: archive, packages: packages, programs: made, files: os.DirFS(b.Images)}
	var index []Entry
	for _, img := range set.Images {
		entry, err := b.image(ctx, set, img, shelf, builder)
		switch {
		case errors.Is(err, errNotWanted):
			continue
		case err != nil:
			return nil, err
		}
		index = append(index, entry)
	}
	return index, nil
}

func (b Build) image(ctx context.Context, set image.Set, img image.Image, from shelf, builder string) (Entry, error) {
	key, err := from.key(set, img, builder+b.Arch)
	if err != nil {
		return Entry{}, err
	}
	file := filepath.Join(b.Out, "images", img.Name+".tar")
	note := b.kept("entries", img.Name+".json")
	stamp := b.stamp("image-" + img.Name)
	done, err := fresh(stamp, key, []string{file, note})
	if err != nil {
		return Entry{}, err
	}
	if done {
		return readEntry(note)
	}
	if !b.wanted(img.Name) {
		return b.earlier(file, note)
	}
	start := time.Now()
	built, err := set.Build(ctx, img, b.Arch, from.sources())
	if err != nil {
		return Entry{}, err
	}
	if err := os.MkdirAll(filepath.Dir(file), 0o755); err != nil {
		return Entry{}, fmt.Errorf("write image %q: %w", img.Name, err)
	}
	if err := image.Write(file, built, img.Refs); err != nil {
		return Entry{}, err
	}
	entry, err := newEntry(filepath.Base(file), img.Refs, built, from.origins(set, img))
	if err != nil {
		return Entry{}, err
	}
	if err := entry.write(note); err != nil {
		return Entry{}, err
	}
	b.say("image    %s in %s", img.Name, time.Since(start).Round(100*time.Millisecond))
	return entry, remember(stamp, key, []string{file, note})
}

var errNotWanted = errors.New("not made in this run")

// earlier describes an image as an earlier run left it.
func (b Build) earlier(file, note string) (Entry, error) {
	for _, needed := range []string{file, note} {
		if _, err := os.Stat(needed); err != nil {
			return Entry{}, errNotWanted
		}
	}
	return readEntry(note)
}

func (b Build) stamp(name string) string { return b.kept("stamps", name+".json") }

// kept is a file that is kept for the payload at this very place: payloads at
// two places must not take turns in making each other stale.
func (b Build) kept(dir, name string) string {
	place := sha256.Sum256([]byte(b.Out))
	return filepath.Join(b.Cache, b.Arch, hex.EncodeToString(place[:4]), dir, name)
}

func (b Build) wanted(name string) bool { return len(b.Only) == 0 || slices.Contains(b.Only, name) }

// stayInTouch says once a minute that a program is still being built, until the
// function that it returns is called: the first build of Kubernetes takes a
// quarter of an hour, in which the compiler says nothing.
func (b Build) stayInTouch(name string, since time.Time) (end func()) {
	minutes := time.NewTicker(time.Minute)
	done := make(chan struct{})
	go func() {
		for {
			select {
			case <-minutes.C:
				b.say("... still building %s, for %s", name, time.Since(since).Round(time.Minute))
			case <-done:
				return
			}
		}
	}()
	return func() { minutes.Stop(); close(done) }
}

func (b Build) say(format string, args ...any) { fmt.Fprintf(b.Log, format+"\n", args...) }

// executableSum stands for the builder itself: another builder may make other
// images of the same sources.
func executableSum() (string, error) {
	file, err := os.Executable()
	if err != nil {
		return "", fmt.Errorf("find the builder: %w", err)
	}
	f, err := os.Open(file)
	if err != nil {
		return "", fmt.Errorf("read the builder: %w", err)
	}
	defer f.Close()
	sum := sha256.New()
	if _, err := io.Copy(sum, f); err != nil {
		return "", fmt.Errorf("read the builder: %w", err)
	}
	return hex.EncodeToString(sum.Sum(nil)), nil
}
