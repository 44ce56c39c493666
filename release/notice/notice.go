// Package notice writes down whose software is in a release, with the texts of
// the licences under which it is passed on.
package notice

import (
	"bytes"
	"cmp"
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"os"
	"os/exec"
	"path/filepath"
	"regexp"
	"slices"
	"strings"
)

// Name is the notice's file name in an archive.
const Name = "THIRD-PARTY-LICENSES"

const preamble = `This archive has software of others in it. Each part below names Go modules
with their versions, and then the licence or notice that they come with.
`

const debianToo = `
Images in this archive also hold packages of Debian. The licence of each is in
the image as /usr/share/doc/PACKAGE/copyright; index.json beside the images has
the versions, under which Debian has the sources.
`

// Write writes the notice for an archive of these files: Go programs, archives
// of images (.tar), and manifests (.yaml), which may name the module that they
// are of in their first line. Modules that are not in Go's cache are fetched.
func Write(ctx context.Context, to io.Writer, files ...string) error {
	found := modules{versions: map[[2]string]bool{}}
	images := false
	for _, file := range files {
		if err := found.add(file); err != nil {
			return err
		}
		images = images || strings.HasSuffix(file, ".tar")
	}
	texts := map[string][]string{}
	if err := found.read(ctx, texts); err != nil {
		return err
	}
	if err := readGo(ctx, found.toolchain, texts); err != nil {
		return err
	}
	var b bytes.Buffer
	b.WriteString(preamble)
	if images {
		b.WriteString(debianToo)
	}
	for _, part := range sorted(texts) {
		fmt.Fprintf(&b, "\n%s\n%s\n\n%s\n", strings.Repeat("=", 79), strings.Join(part.names, "\n"), part.text)
	}
	if _, err := to.Write(b.Bytes()); err != nil {
		return fmt.Errorf("write licences: %w", err)
	}
	return nil
}

// part is a text and what it is the licence of.
type part struct {
	names []string
	text  string
}

func sorted(texts map[string][]string) []part {
	var parts []part
	for text, names := range texts {
		slices.Sort(names)
		parts = append(parts, part{slices.Compact(names), text})
	}
	slices.SortFunc(parts, func(a, b part) int {
		return cmp.Or(slices.Compare(a.names, b.names), strings.Compare(a.text, b.text))
	})
	return parts
}

// read adds the licences of all modules, by their texts.
func (m *modules) read(ctx context.Context, texts map[string][]string) error {
	if len(m.versions) == 0 {
		return nil
	}
	args := []string{"mod", "download", "-json"}
	for module := range m.versions {
		args = append(args, module[0]+"@"+module[1])
	}
	slices.Sort(args[3:])
	cmd := exec.CommandContext(ctx, "go", args...)
	cmd.Dir = os.TempDir() // away from our own go.mod
	var complaint bytes.Buffer
	cmd.Stderr = &complaint
	out, err := cmd.Output()
	if err != nil {
		return fmt.Errorf("find modules: %w: %s %s", err, bytes.TrimSpace(out), bytes.TrimSpace(complaint.Bytes()))
	}
	for list := json.NewDecoder(bytes.NewReader(out)); ; {
		var module struct{ Path, Version, Dir string }
		err := list.Decode(&module)
		if errors.Is(err, io.EOF) {
			return nil
		}
		if err != nil {
			return fmt.Errorf("find modules: %w", err)
		}
		if err := readLicences(module.Dir, module.Path+" "+module.Version, texts); err != nil {
			return err
		}
	}
}

// readGo adds the licence of the standard library.
func readGo(ctx context.Context, toolchain string, texts map[string][]string) error {
	if toolchain == "" {
		return nil
	}
	root, err := exec.CommandContext(ctx, "go", "env", "GOROOT").Output()
	if err != nil {
		return fmt.Errorf("find Go: %w", err)
	}
	return readLicences(string(bytes.TrimSpace(root)), "Go's standard library, "+toolchain, texts)
}

var licence = regexp.MustCompile(`(?i)^(un)?(licen[cs]e|copying|notice|patents)([-._].*)?$`)

// readLicences adds the licences at the top of a module's directory.
func readLicences(dir, name string, texts map[string][]string) error {
	entries, err := os.ReadDir(dir)
	if err != nil {
		return fmt.Errorf("read licences of %s: %w", name, err)
	}
	found := false
	for _, e := range entries {
		if !e.Type().IsRegular() || !licence.MatchString(e.Name()) || filepath.Ext(e.Name()) == ".go" {
			continue
		}
		text, err := os.ReadFile(filepath.Join(dir, e.Name()))
		if err != nil {
			return fmt.Errorf("read licences of %s: %w", name, err)
		}
		key := strings.TrimSpace(strings.ReplaceAll(string(text), "\r\n", "\n"))
		texts[key] = append(texts[key], name)
		found = true
	}
	if !found {
		return fmt.Errorf("%s has no licence in %s; what it may be passed on under is to be found out", name, dir)
	}
	return nil
}
