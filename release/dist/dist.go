// Package dist makes the files of a release: an archive for each program and
// platform, and the list of their checksums. The same sources, the same Go
// toolchain and the same lab payload give the same bytes.
package dist

import (
	"context"
	"errors"
	"fmt"
	"io"
	"os"
	"os/exec"
	"path/filepath"
	"slices"
	"strings"

	"github.com/kubectl-mastery/kubectl-mastery/release"
	"github.com/kubectl-mastery/kubectl-mastery/release/archive"
	"github.com/kubectl-mastery/kubectl-mastery/release/notice"
)

// A Dist makes the files of one release.
type Dist struct {
	// Source is the top of the source tree.
	Source string
	// Version is the release, such as v0.1.0.
	Version string
	// Out is the directory for the archives.
	Out string
	// Log takes a line for each archive, and what the compiler says.
	Log io.Writer
}

// Pack builds a program for a platform and packs it, with the licences and the
// files below payload if it needs them, and returns the archive's file name.
func (d Dist) Pack(ctx context.Context, program release.Program, on release.Platform, payload string) (string, error) {
	if !slices.Contains(program.Platforms, on) {
		return "", fmt.Errorf("%s is not built for %s", program.Name, on)
	}
	work, err := os.MkdirTemp("", "dist-*")
	if err != nil {
		return "", fmt.Errorf("pack %s: %w", program.Name, err)
	}
	defer os.RemoveAll(work)
	executable := filepath.Join(work, program.Executable(on))
	if err := d.Build(ctx, program, on, executable, "-s", "-w"); err != nil {
		return "", err
	}
	entries := []archive.Entry{
		{Name: "LICENSE", File: filepath.Join(d.Source, "LICENSE")},
		{Name: filepath.Base(executable), File: executable, Executable: true},
	}
	if program.Payload != "" {
		more, err := payloadOf(program, payload)
		if err != nil {
			return "", err
		}
		entries = append(entries, more...)
	}
	licences, err := writeNotice(ctx, work, entries)
	if err != nil {
		return "", fmt.Errorf("pack %s: %w", program.Name, err)
	}
	entries = append(entries, licences)
	if err := os.MkdirAll(d.Out, 0o755); err != nil {
		return "", fmt.Errorf("pack %s: %w", program.Name, err)
	}
	name := program.Archive(d.Version, on)
	if err := archive.Write(filepath.Join(d.Out, name), entries); err != nil {
		return "", err
	}
	fmt.Fprintln(d.Log, name)
	return name, nil
}

// writeNotice makes the notice of what others have written of these entries.
func writeNotice(ctx context.Context, dir string, entries []archive.Entry) (archive.Entry, error) {
	e := archive.Entry{Name: notice.Name, File: filepath.Join(dir, notice.Name)}
	var files []string
	for _, one := range entries {
		if one.Executable || strings.HasSuffix(one.Name, ".tar") || strings.HasSuffix(one.Name, ".yaml") {
			files = append(files, one.File)
		}
	}
	out, err := os.Create(e.File)
	if err != nil {
		return e, err
	}
	return e, errors.Join(notice.Write(ctx, out, files...), out.Close())
}

// payloadOf lists what a program needs beside it. Further names of a file are
// left out: no archive of ours has links, and the lab makes them where it is
// installed.
func payloadOf(program release.Program, dir string) ([]archive.Entry, error) {
	if dir == "" {
		return nil, fmt.Errorf("pack %s: its payload is missing; make it with `make payload`", program.Name)
	}
	entries, _, err := archive.Tree(dir, program.Payload)
	if errors.Is(err, os.ErrNotExist) || err == nil && len(entries) == 0 {
		return nil, fmt.Errorf("pack %s: nothing in %s; make it with `make payload`", program.Name, dir)
	}
	return entries, err
}

// Build compiles a program for a platform to the file out. Nothing of this
// machine gets into it, nor of its Go settings.
func (d Dist) Build(ctx context.Context, program release.Program, on release.Platform, out string, linker ...string) error {
	linker = append(linker, "-X", program.VersionVariable+"="+d.Version)
	cmd := exec.CommandContext(ctx, "go", "build", "-C", filepath.Join(d.Source, program.Module),
		"-trimpath", "-buildvcs=false", "-ldflags", strings.Join(linker, " "), "-o", out, program.Package)
	cmd.Env = append(os.Environ(), "GOOS="+on.OS, "GOARCH="+on.Arch, "CGO_ENABLED=0",
		"GOFLAGS=", "GOWORK=off", "GOEXPERIMENT=", "GOFIPS140=off", "GOAMD64=v1", "GOARM64=v8.0")
	cmd.Stdout, cmd.Stderr = d.Log, d.Log
	if err := cmd.Run(); err != nil {
		return fmt.Errorf("build %s for %s: %w", program.Name, on, err)
	}
	return nil
}
