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
	"slices"
	"strings"

	"go.yaml.in/yaml/v3"
)

// ErrNotFound is wrapped by the error of Catalogue.Get for an unknown id.
var ErrNotFound = errors.New("no such challenge")

// Load reads the challenge in directory dir of fsys, strictly: unknown
// fields, wrong types and broken rules are errors that name the line.
func Load(fsys fs.FS, dir string) (*Challenge, error) {
	c, problems := Read(fsys, dir)
	if err := problems.Err(); err != nil {
		return nil, fmt.Errorf("load challenge %q: %w", dir, err)
	}
	return c, nil
}

// Read is Load for those who want to know all that is wrong. The challenge is
// nil where a file is not safe to read, or a value of challenge.yaml cannot be.
func Read(fsys fs.FS, dir string) (*Challenge, Problems) {
	sub, err := fs.Sub(fsys, dir)
	if err != nil {
		return nil, Problems{{Text: err.Error()}}
	}
	digest, problems := digest(sub)
	if len(problems) > 0 {
		return nil, problems // what else it holds is not safe to read
	}
	source, err := fs.ReadFile(sub, "challenge.yaml")
	if err != nil {
		return nil, Problems{{Text: err.Error()}}
	}
	c, problems := read(source)
	for i := range problems {
		problems[i].Path = "challenge.yaml"
	}
	if c == nil {
		return nil, problems
	}
	c.FS, c.Digest = sub, digest
	if base := path.Base(dir); c.ID() != base && base != "." {
		problems = append(problems, Problem{"challenge.yaml", 1, 1, fmt.Sprintf("metadata.name is %q, but the directory is %q", c.ID(), base)})
	}
	debrief, err := fs.ReadFile(sub, "debrief.md")
	if err == nil {
		err = Printable(string(debrief))
	}
	if err != nil {
		problems = append(problems, Problem{Path: "debrief.md", Text: err.Error()})
	}
	c.Debrief = string(debrief)
	return c, append(append(problems, c.missing()...), c.handed()...)
}

// missing are the directories and files that the challenge names and does not
// have.
func (c *Challenge) missing() Problems {
	var problems Problems
	if !isDir(c.FS, "scenario") {
		problems = append(problems, Problem{Text: "there is no directory scenario"})
	}
	if c.HasBefore() && c.Spec.Delivery != AfterChange {
		problems = append(problems, Problem{Text: fmt.Sprintf("the directory %s is used only with spec.delivery %s", BeforeDir, AfterChange)})
	}
	for _, f := range c.Spec.Faults {
		if faultPattern.MatchString(f.ID) && !isDir(c.FS, path.Join("faults", f.ID)) {
			problems = append(problems, Problem{Text: fmt.Sprintf("fault %q has no directory faults/%s", f.ID, f.ID)})
		}
	}
	for _, check := range c.Spec.Checks {
		if a := check.Admits; a != nil && path.Base(a.Object) == a.Object {
			if _, err := fs.Stat(c.FS, path.Join("trials", a.Object)); err != nil {
				problems = append(problems, Problem{Text: fmt.Sprintf("check %q: there is no file trials/%s", check.Name, a.Object)})
			}
		}
	}
	return problems
}

// BeforeDir is the directory of what is there before the change, where that is
// not the scenario.
const BeforeDir = "before"

// HasBefore reports whether the challenge says what is there before the change.
func (c *Challenge) HasBefore() bool { return isDir(c.FS, BeforeDir) }

func isDir(fsys fs.FS, name string) bool {
	info, err := fs.Stat(fsys, name)
	return err == nil && info.IsDir()
}

// Parse reads the text of one challenge.yaml and validates it.
func Parse(source []byte) (*Challenge, error) {
	c, problems := read(source)
	if err := problems.Err(); err != nil {
		return nil, err
	}
	return c, nil
}

// read is Parse for those who want to know all that is wrong. The challenge is
// nil where a value cannot be read: what it breaks by that is nobody's fault.
func read(source []byte) (*Challenge, Problems) {
	var document yaml.Node
	decoder := yaml.NewDecoder(bytes.NewReader(source))
	if err := decoder.Decode(&document); errors.Is(err, io.EOF) {
		return nil, Problems{{Text: "is empty"}}
	} else if err != nil {
		return nil, misfits(&document, err)
	}
	if err := decoder.Decode(&yaml.Node{}); !errors.Is(err, io.EOF) {
		return nil, Problems{{Text: "holds more than one document"}}
	}
	if err := bounded(&document); err != nil {
		return nil, Problems{{Text: err.Error()}}
	}
	decoder = yaml.NewDecoder(bytes.NewReader(source)) // a node is not decoded strictly
	decoder.KnownFields(true)
	c := &Challenge{}
	if err := decoder.Decode(c); err != nil {
		return nil, misfits(&document, err)
	}
	lines := strings.Split(string(source), "\n")
	for _, expression := range c.expressions() {
		expression.place(lines)
	}
	return c, append(printable(&document), placed(&document, c.Validate())...)
}

// digest reads every file but the proofs, in order, and so also holds the
// bounds on sizes.
func digest(fsys fs.FS) (string, Problems) {
	names, problems := inventory(fsys)
	if len(problems) > 0 {
		return "", problems
	}
	sum := sha256.New()
	for _, name := range names {
		content, err := fs.ReadFile(fsys, name)
		if err != nil {
			return "", Problems{{Path: name, Text: err.Error()}}
		}
		if err := Bounded(content); err != nil && isManifest(name) {
			problems = append(problems, Problem{Path: name, Text: err.Error()})
		}
		fmt.Fprintf(sum, "%s %d\n", name, len(content))
		sum.Write(content)
	}
	return "sha256:" + hex.EncodeToString(sum.Sum(nil)), problems
}

// isManifest reports whether a file is read as YAML, whatever its name.
func isManifest(name string) bool {
	top, _, inside := strings.Cut(name, "/")
	return inside && slices.Contains([]string{"scenario", BeforeDir, "faults", "trials"}, top)
}

// inventory lists the files of a challenge but its proofs, in order.
func inventory(fsys fs.FS) (names []string, problems Problems) {
	total := int64(0)
	err := fs.WalkDir(fsys, ".", func(name string, entry fs.DirEntry, err error) error {
		switch {
		case err != nil:
			return err
		case entry.IsDir() && name == "proof":
			return fs.SkipDir
		case entry.IsDir():
			return nil
		case !entry.Type().IsRegular():
			problems = append(problems, Problem{Path: name, Text: "only regular files are allowed"})
			return nil
		}
		names = append(names, name)
		if len(names) > maxFiles {
			problems = append(problems, Problem{Text: fmt.Sprintf("holds more than %d files", maxFiles)})
			return fs.SkipAll
		}
		info, err := entry.Info()
		if err != nil {
			return err
		}
		if total += info.Size(); total > maxBytes {
			problems = append(problems, Problem{Text: fmt.Sprintf("holds more than %d bytes", maxBytes)})
			return fs.SkipAll
		}
		if info.Size() > maxFileBytes {
			problems = append(problems, Problem{Path: name, Text: fmt.Sprintf("holds %d bytes, more than %d", info.Size(), maxFileBytes)})
		}
		return nil
	})
	if err != nil {
		problems = append(problems, Problem{Text: err.Error()})
	}
	slices.Sort(names)
	return names, problems
}
