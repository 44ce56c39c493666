package component

import (
	"context"
	"crypto/sha256"
	"encoding/hex"
	"fmt"
	"io"
	"io/fs"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
)

// Build compiles one program of the component for linux on the given
// architecture to the file out, statically and without anything of this
// machine in it. What the compiler says goes to log. The file changes in one
// step: who runs the old program at the time is not disturbed.
func (c Component) Build(ctx context.Context, p Program, arch, out string, log io.Writer) error {
	if err := os.MkdirAll(filepath.Dir(out), 0o755); err != nil {
		return fmt.Errorf("build %s: %w", p.Name, err)
	}
	fresh := filepath.Join(filepath.Dir(out), "."+filepath.Base(out)+".new")
	defer os.Remove(fresh)
	args := append([]string{"build"}, c.flags(p)...)
	cmd := exec.CommandContext(ctx, "go", append(args, "-o", fresh, p.Package)...)
	cmd.Dir = c.Dir
	cmd.Env = append(os.Environ(), "CGO_ENABLED=0", "GOOS=linux", "GOARCH="+arch, "GOFLAGS=", "GOWORK=off")
	cmd.Stdout, cmd.Stderr = log, log
	if err := cmd.Run(); err != nil {
		return fmt.Errorf("build %s of component %q: %w", p.Package, c.Name, err)
	}
	if err := os.Rename(fresh, out); err != nil {
		return fmt.Errorf("build %s: %w", p.Name, err)
	}
	return nil
}

// Print runs a main package of the component on this machine, and writes what
// it says to the file out, in one step. What it complains of goes to log.
func (c Component) Print(ctx context.Context, p Print, out string, log io.Writer) error {
	cmd := exec.CommandContext(ctx, "go", "run", "-trimpath", "-buildvcs=false", "-tags", strings.Join(c.Tags, ","), p.Package)
	cmd.Dir = c.Dir
	cmd.Env = append(os.Environ(), "CGO_ENABLED=0", "GOFLAGS=", "GOWORK=off")
	cmd.Stderr = log
	said, err := cmd.Output()
	if err != nil {
		return fmt.Errorf("run %s of component %q: %w", p.Package, c.Name, err)
	}
	if err := write(out, said); err != nil {
		return fmt.Errorf("write what %s says: %w", p.Package, err)
	}
	return nil
}

// write replaces a file in one step.
func write(out string, content []byte) error {
	if err := os.MkdirAll(filepath.Dir(out), 0o755); err != nil {
		return err
	}
	fresh := filepath.Join(filepath.Dir(out), "."+filepath.Base(out)+".new")
	defer os.Remove(fresh)
	if err := os.WriteFile(fresh, content, 0o644); err != nil {
		return err
	}
	return os.Rename(fresh, out)
}

func (c Component) flags(p Program) []string {
	return []string{"-trimpath", "-buildvcs=false", "-tags", strings.Join(c.Tags, ","), "-ldflags", c.linkFlags(p)}
}

// Key names all that decides what the component's programs contain: sources
// and checksums of the module, flags, architecture, and the Go toolchain.
// Equal keys mean equal programs.
func (c Component) Key(arch, toolchain string) (string, error) {
	sum := sha256.New()
	fmt.Fprintf(sum, "%q %q\n", toolchain, arch)
	for _, p := range c.Programs {
		fmt.Fprintf(sum, "%q %q %q\n", p.Name, p.Package, c.flags(p))
	}
	for _, p := range c.Prints {
		fmt.Fprintf(sum, "%q %q\n", p.Package, p.To)
	}
	for _, j := range c.Joins {
		fmt.Fprintf(sum, "%q %q\n", j.Files, j.To)
	}
	err := filepath.WalkDir(c.Dir, func(path string, d fs.DirEntry, err error) error {
		if err != nil || d.IsDir() || strings.HasSuffix(path, "_test.go") {
			return err
		}
		data, err := os.ReadFile(path)
		if err != nil {
			return err
		}
		fmt.Fprintf(sum, "%q %x\n", strings.TrimPrefix(path, c.Dir), sha256.Sum256(data))
		return nil
	})
	if err != nil {
		return "", fmt.Errorf("read component %q: %w", c.Name, err)
	}
	return hex.EncodeToString(sum.Sum(nil)), nil
}

// Toolchain is the version of the Go toolchain that builds in dir.
func Toolchain(ctx context.Context, dir string) (string, error) {
	cmd := exec.CommandContext(ctx, "go", "env", "GOVERSION")
	cmd.Dir = dir
	out, err := cmd.Output()
	if err != nil {
		return "", fmt.Errorf("ask for the version of go: %w", err)
	}
	return strings.TrimSpace(string(out)), nil
}
