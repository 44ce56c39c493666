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

	"github.com/kubectl-mastery/kubectl-mastery/lab/images/addon"
	"github.com/kubectl-mastery/kubectl-mastery/lab/images/debian"
	"github.com/kubectl-mastery/kubectl-mastery/lab/images/image"
)

// pile is a directory of the payload with the archives of some images and the
// list of them.
type pile struct {
	dir    string
	images []image.Image
}

// pilesOf returns the images that every lab has, and those of each add-on,
// which it takes into the set.
func pilesOf(set *image.Set, addons []addon.Addon) ([]pile, error) {
	piles := []pile{{dir: "images", images: set.Images}}
	for _, a := range addons {
		with, err := set.With(a.Images)
		if err != nil {
			return nil, fmt.Errorf("load add-on %q: %w", a.Name, err)
		}
		*set = with
		piles = append(piles, pile{dir: filepath.Join(addonsDir, a.Name, "images"), images: a.Images})
	}
	return piles, nil
}

// stock gets together what the images of a set are made from.
func (b Build) stock(ctx context.Context, set image.Set, made programs) (shelf, error) {
	var names []string
	for _, img := range set.Images {
		names = append(names, set.Packages(img)...)
	}
	slices.Sort(names)
	archive := debian.Archive{Release: set.Release, Mirrors: b.Mirrors, Arch: b.Arch, Dir: filepath.Join(b.Cache, b.Arch, "debian")}
	packages, err := archive.Packages(ctx, slices.Compact(names), b.Refresh)
	if err != nil {
		return shelf{}, err
	}
	builder, err := executableSum()
	if err != nil {
		return shelf{}, err
	}
	return shelf{archive: archive, packages: packages, programs: made, files: os.DirFS(b.Images), builder: builder + b.Arch}, nil
}

// pile makes the images of a pile that are not fresh, and their list.
func (b Build) pile(ctx context.Context, set image.Set, p pile, from shelf) error {
	index := []Entry{}
	for _, img := range p.images {
		entry, err := b.image(ctx, set, img, p.dir, from)
		switch {
		case errors.Is(err, errNotWanted):
			continue
		case err != nil:
			return err
		}
		index = append(index, entry)
	}
	return b.finish(p.dir, index)
}

func (b Build) image(ctx context.Context, set image.Set, img image.Image, dir string, from shelf) (Entry, error) {
	key, err := from.key(set, img)
	if err != nil {
		return Entry{}, err
	}
	file := filepath.Join(b.Out, dir, img.Name+".tar")
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
