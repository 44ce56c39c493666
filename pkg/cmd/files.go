package cmd

import (
	"errors"
	"fmt"
	"os"
	"path/filepath"
	"slices"
	"strings"

	"github.com/kubectl-mastery/kubectl-mastery/pkg/challenge"
	"github.com/kubectl-mastery/kubectl-mastery/pkg/handout"
)

// handed are the files of a challenge for one run, and the directory that they
// are in, or go to.
type handed struct {
	dir   string
	files []challenge.Handed
	// kept are the paths of those that were there with other content.
	kept []string
}

// handed is what a challenge hands to its learner: to where --files says, or to
// where it went before, or to a directory named after it, below the current one.
func (s *session) handed(c *challenge.Challenge, values challenge.Substitution) (*handed, error) {
	files, err := c.Handout(values)
	if err != nil {
		return nil, err
	}
	switch {
	case len(files) > 0:
		return &handed{dir: s.filesDir(c.ID()), files: files}, nil
	case s.files != "":
		return nil, fmt.Errorf("%s hands out no files; leave out --files", c.ID())
	}
	return &handed{}, nil
}

// filesDir is the directory for the files of a challenge.
func (s *session) filesDir(id string) string {
	switch {
	case s.files != "":
		return filepath.Clean(s.files)
	case s.local.Files[id] != "":
		return nearby(s.local.Files[id])
	}
	return id
}

// nearby is a path as it is called from the current directory, where it is below
// that.
func nearby(dir string) string {
	here, err := os.Getwd()
	if err != nil {
		return dir
	}
	if near, err := filepath.Rel(here, dir); err == nil && filepath.IsLocal(near) {
		return near
	}
	return dir
}

// path is how a learner calls a file.
func (h *handed) path(file challenge.Handed) string {
	return filepath.Join(h.dir, filepath.FromSlash(file.Path))
}

// paths are those of all files, in words.
func (h *handed) paths() string {
	var paths []string
	for _, file := range h.files {
		paths = append(paths, h.path(file))
	}
	return strings.Join(paths, ", ")
}

// showFiles is the part of a plan that is about files. It is an error where they
// could not be written.
func (s *session) showFiles(h *handed) error {
	if len(h.files) == 0 {
		return nil
	}
	states, err := handout.Look(h.dir, h.files)
	if err != nil {
		return fmt.Errorf("%w; name another directory with --files DIR", err)
	}
	for i, file := range h.files {
		switch states[i] {
		case handout.Missing:
			s.term.Say("and writes file %s, on this machine", h.path(file))
		case handout.Other:
			s.term.Say("and keeps file %s as it is, which is there with other content", h.path(file))
		}
	}
	return nil
}

// handOut writes the files that are missing. What is there with other content is
// the learner's.
func (s *session) handOut(c *challenge.Challenge, h *handed) error {
	if len(h.files) == 0 {
		return nil
	}
	dir, err := filepath.Abs(h.dir)
	if err != nil {
		return err
	}
	states, err := handout.Write(h.dir, h.files)
	if err != nil {
		return fmt.Errorf("%w; %s is started: name another directory, kubectl mastery start %s --files DIR", err, c.ID(), c.ID())
	}
	for i, file := range h.files {
		switch states[i] {
		case handout.Missing:
			s.term.Say("%s %s written", s.term.Sign(Good), h.path(file))
		case handout.Other:
			h.kept = append(h.kept, file.Path)
			s.term.Say("%s %s is there already with other content, and was kept: to have it as it is handed out, move it away and run kubectl mastery start %s again",
				s.term.Sign(Unsure), h.path(file), c.ID())
		}
	}
	if s.local.Files[c.ID()] != dir {
		if s.local.Files == nil {
			s.local.Files = map[string]string{}
		}
		s.local.Files[c.ID()] = dir
		s.remember()
	}
	return nil
}

// tellFiles says what the files are, and where.
func (s *session) tellFiles(c *challenge.Challenge, h *handed, values challenge.Substitution) error {
	if len(h.files) == 0 {
		return nil
	}
	intro, err := values.Apply(c.Spec.Files.Intro)
	if err != nil {
		return err
	}
	fmt.Fprint(s.term.Out, s.term.Wrap(intro, ""))
	for _, file := range h.files {
		whose := ""
		if slices.Contains(h.kept, file.Path) {
			whose = " (yours, as you left it)"
		}
		fmt.Fprintf(s.term.Out, "  %s%s\n", h.path(file), whose)
	}
	fmt.Fprintln(s.term.Out)
	return nil
}

var errNoFilesDir = errors.New("--files needs a directory, such as --files work")
