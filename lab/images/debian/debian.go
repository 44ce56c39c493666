// Package debian fetches packages of one Debian release for any architecture
// and reads what is in them. It has apt keep a state of its own, so the
// machine's own package lists, architectures and release do not matter and are
// not touched; signatures are checked as ever.
package debian

import (
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"io/fs"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
)

// Release is a Debian release.
type Release struct {
	Suite string `json:"suite"`
}

// Archive is a release's packages for one architecture, with a cache.
type Archive struct {
	Release Release
	// Mirrors are asked for packages; empty for those that this machine's own
	// apt uses.
	Mirrors Mirrors
	// Arch is Debian's name of the architecture, which for amd64 and arm64 is
	// also Go's.
	Arch string
	// Dir is where packages and apt's state are kept.
	Dir string
}

// Package is one fetched package.
type Package struct {
	Name    string `json:"name"`
	Version string `json:"version"`
	SHA256  string `json:"sha256"`
	// File is the package's file name in the cache.
	File string `json:"file"`
}

// keyring is what signatures are checked against.
const keyring = "/usr/share/keyrings/debian-archive-keyring.gpg"

// Packages returns the named packages, which are all that are wanted of the
// archive. It takes what is in the cache; if one is not there, or refresh is
// set, all are brought to the release's present state, so that packages of
// different days do not mix.
func (a Archive) Packages(ctx context.Context, names []string, refresh bool) (map[string]Package, error) {
	if len(names) == 0 {
		return nil, nil
	}
	have, err := a.cached()
	if err != nil {
		return nil, err
	}
	if !refresh && a.holds(have, names) {
		return have, nil
	}
	if err := a.update(ctx); err != nil {
		return nil, err
	}
	return a.download(ctx, names)
}

// Read hands the package's files to use as a tar stream.
func (a Archive) Read(ctx context.Context, p Package, use func(io.Reader) error) error {
	cmd := exec.CommandContext(ctx, "dpkg-deb", "--fsys-tarfile", filepath.Join(a.Dir, p.File))
	var complaint strings.Builder
	cmd.Stderr = &complaint
	out, err := cmd.StdoutPipe()
	if err == nil {
		err = cmd.Start()
	}
	if err != nil {
		return fmt.Errorf("read package %s: %w", p.Name, err)
	}
	useErr := use(out)
	// The end of the stream may hold padding that no reader asked for.
	_, drainErr := io.Copy(io.Discard, out)
	if err := errors.Join(useErr, drainErr, cmd.Wait()); err != nil {
		return fmt.Errorf("read package %s: %w %s", p.Name, err, strings.TrimSpace(complaint.String()))
	}
	return nil
}

func (a Archive) listFile() string { return filepath.Join(a.Dir, "packages.json") }

func (a Archive) cached() (map[string]Package, error) {
	data, err := os.ReadFile(a.listFile())
	if errors.Is(err, fs.ErrNotExist) {
		return nil, nil
	}
	if err != nil {
		return nil, fmt.Errorf("read package cache: %w", err)
	}
	var have struct {
		Release  Release
		Packages map[string]Package
	}
	if err := json.Unmarshal(data, &have); err != nil {
		return nil, fmt.Errorf("read package cache %s: %w; remove it to fetch again", a.listFile(), err)
	}
	if have.Release != a.Release {
		return nil, nil
	}
	return have.Packages, nil
}

func (a Archive) holds(have map[string]Package, names []string) bool {
	for _, name := range names {
		p, known := have[name]
		if !known {
			return false
		}
		if _, err := os.Stat(filepath.Join(a.Dir, p.File)); err != nil {
			return false
		}
	}
	return true
}

func (a Archive) save(packages map[string]Package) error {
	data, err := json.MarshalIndent(struct {
		Release  Release
		Packages map[string]Package
	}{a.Release, packages}, "", "  ")
	if err != nil {
		return fmt.Errorf("write package cache: %w", err)
	}
	if err := os.WriteFile(a.listFile(), append(data, '\n'), 0o644); err != nil {
		return fmt.Errorf("write package cache: %w", err)
	}
	return nil
}
