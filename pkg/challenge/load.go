package challenge

import (
	"bytes"
	"crypto/sha256"
	"encoding/hex"
	"errors"
	"fmt"
	"io"
	"io/fs"
	"path"
	"sort"
	"strings"

	"go.yaml.in/yaml/v3"
)

// Bounds on what a challenge's directory may hold; a larger one is refused
// before it is read.
const (
	maxFileBytes = 256 << 10
	maxFiles     = 200
)

// ErrNotFound is wrapped by the error of Catalogue.Get for an unknown id.
var ErrNotFound = errors.New("no such challenge")

// Load reads the challenge in directory dir of fsys, strictly: unknown
// fields, wrong types and broken rules are errors that name the line.
func Load(fsys fs.FS, dir string) (*Challenge, error) {
	c, err := load(fsys, dir)
	if err != nil {
		return nil, fmt.Errorf("load challenge %q: %w", dir, err)
	}
	return c, nil
}

func load(fsys fs.FS, dir string) (*Challenge, error) {
	sub, err := fs.Sub(fsys, dir)
	if err != nil {
		return nil, err
	}
	digest, err := digest(sub)
	if err != nil {
		return nil, err
	}
	source, err := fs.ReadFile(sub, "challenge.yaml")
	if err != nil {
		return nil, err
	}
	c, err := Parse(source)
	if err != nil {
		return nil, fmt.Errorf("challenge.yaml: %w", err)
	}
	if c.ID() != path.Base(dir) {
		return nil, fmt.Errorf("challenge.yaml: metadata.name is %q, but the directory is %q", c.ID(), path.Base(dir))
	}
	debrief, err := fs.ReadFile(sub, "debrief.md")
	if err != nil {
		return nil, err
	}
	c.FS, c.Digest, c.Debrief = sub, digest, string(debrief)
	if !isDir(sub, "scenario") {
		return nil, errors.New("there is no directory scenario")
	}
	for _, f := range c.Spec.Faults {
		if !isDir(sub, path.Join("faults", f.ID)) {
			return nil, fmt.Errorf("fault %q has no directory faults/%s", f.ID, f.ID)
		}
	}
	for _, check := range c.Spec.Checks {
		if a := check.Admits; a != nil {
			if _, err := fs.Stat(sub, path.Join("trials", a.Object)); err != nil {
				return nil, fmt.Errorf("check %q: there is no file trials/%s", check.Name, a.Object)
			}
		}
	}
	return c, nil
}

func isDir(fsys fs.FS, name string) bool {
	info, err := fs.Stat(fsys, name)
	return err == nil && info.IsDir()
}

// Parse reads the text of one challenge.yaml and validates it.
func Parse(source []byte) (*Challenge, error) {
	decoder := yaml.NewDecoder(bytes.NewReader(source))
	decoder.KnownFields(true)
	c := &Challenge{}
	if err := decoder.Decode(c); err != nil {
		if errors.Is(err, io.EOF) {
			return nil, errors.New("is empty")
		}
		return nil, plain(err)
	}
	if err := decoder.Decode(&yaml.Node{}); !errors.Is(err, io.EOF) {
		return nil, errors.New("holds more than one document")
	}
	lines := strings.Split(string(source), "\n")
	for _, expression := range c.expressions() {
		expression.place(lines)
	}
	if err := c.Validate(); err != nil {
		return nil, err
	}
	return c, nil
}

// plain turns the decoder's many-lined error into one line in our words.
func plain(err error) error {
	if typeError, ok := errors.AsType[*yaml.TypeError](err); ok {
		return errors.New(strings.Join(typeError.Errors, "; "))
	}
	return errors.New(strings.TrimPrefix(err.Error(), "yaml: "))
}

// digest reads every file but the proofs, in order, and so also holds the
// bounds on sizes.
func digest(fsys fs.FS) (string, error) {
	var names []string
	err := fs.WalkDir(fsys, ".", func(name string, entry fs.DirEntry, err error) error {
		switch {
		case err != nil:
			return err
		case entry.IsDir() && name == "proof":
			return fs.SkipDir
		case entry.IsDir():
			return nil
		case !entry.Type().IsRegular():
			return fmt.Errorf("%s: only regular files are allowed", name)
		}
		names = append(names, name)
		return nil
	})
	if err != nil {
		return "", err
	}
	if len(names) > maxFiles {
		return "", fmt.Errorf("holds %d files, more than %d", len(names), maxFiles)
	}
	sort.Strings(names)
	sum := sha256.New()
	for _, name := range names {
		info, err := fs.Stat(fsys, name)
		if err != nil {
			return "", err
		}
		if info.Size() > maxFileBytes {
			return "", fmt.Errorf("%s: holds %d bytes, more than %d", name, info.Size(), maxFileBytes)
		}
		content, err := fs.ReadFile(fsys, name)
		if err != nil {
			return "", err
		}
		fmt.Fprintf(sum, "%s %d\n", name, len(content))
		sum.Write(content)
	}
	return "sha256:" + hex.EncodeToString(sum.Sum(nil)), nil
}
