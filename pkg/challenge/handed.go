package challenge

import (
	"fmt"
	"io/fs"
	"path"
	"regexp"
	"strings"
)

// filesDir holds what is handed to the learner.
const filesDir = "files"

// Handed is a file that a challenge hands to its learner.
type Handed struct {
	// Path is where it is below the learner's directory, with slashes.
	Path string
	// Content is its text, filled in for the learner.
	Content string
}

// Handout are the files that are handed to the learner, in order; none where
// the challenge hands out nothing.
func (c *Challenge) Handout(values Substitution) ([]Handed, error) {
	var all []Handed
	for _, name := range c.handedPaths() {
		text, err := fs.ReadFile(c.FS, path.Join(filesDir, name))
		if err != nil {
			return nil, fmt.Errorf("read what %s hands out: %w", c.ID(), err)
		}
		content, err := values.Apply(string(text))
		if err != nil {
			return nil, fmt.Errorf("%s/%s of %s: %w", filesDir, name, c.ID(), err)
		}
		all = append(all, Handed{name, content})
	}
	return all, nil
}

// handedPaths are the files below files/, in order.
func (c *Challenge) handedPaths() (names []string) {
	if c.Spec.Files == nil {
		return nil
	}
	_ = fs.WalkDir(c.FS, filesDir, func(name string, entry fs.DirEntry, err error) error {
		if err == nil && entry.Type().IsRegular() {
			names = append(names, strings.TrimPrefix(name, filesDir+"/"))
		}
		return nil // what cannot be read was refused when the challenge was
	})
	return names
}

// handedName is a part of the path of what is handed out: a plain name on each
// system, and none that a shell or an editor reads by itself, as .envrc.
var handedName = regexp.MustCompile(`^[A-Za-z0-9][A-Za-z0-9._-]*$`)

// handed is what is wrong with the files for the learner.
func (c *Challenge) handed() Problems {
	if c.Spec.Files == nil {
		return nil
	}
	var problems Problems
	names := c.handedPaths()
	if len(names) == 0 {
		problems = append(problems, Problem{Text: "spec.files is set, and there is no file in files/"})
	}
	for _, name := range names {
		at := path.Join(filesDir, name)
		for part := range strings.SplitSeq(name, "/") {
			if !handedName.MatchString(part) || strings.HasSuffix(part, ".") {
				problems = append(problems, Problem{Path: at, Text: fmt.Sprintf("is handed to learners as %q: a name is of letters, digits, dots, dashes and underscores, and begins with a letter or a digit", part)})
			}
		}
		text, err := fs.ReadFile(c.FS, at)
		if err == nil {
			err = Printable(string(text))
		}
		if err != nil {
			problems = append(problems, Problem{Path: at, Text: err.Error()})
		}
	}
	return problems
}
