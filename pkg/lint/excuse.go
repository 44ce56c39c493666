package lint

import (
	"io/fs"
	"path"
	"regexp"
	"slices"
	"strings"

	"github.com/kubectl-mastery/kubectl-mastery/pkg/challenge"
)

// excuses are comments of the form
//
//	# lint:allow RULE: why it is meant
//
// on the line of a finding, or on one above it with only comments between.
var excuses = regexp.MustCompile(`#\s*lint:allow\s+([a-z-]+)(?::\s*(\S.*))?\s*$`)

// excuse drops what is excused, and reports excuses that excuse nothing.
func (s *subject) excuse() {
	for _, file := range append(s.files("scenario", challenge.BeforeDir, "faults", "proof"), "challenge.yaml") {
		lines := strings.Split(s.content(file), "\n")
		for i, line := range lines {
			match := excuses.FindStringSubmatch(line)
			if match == nil {
				continue
			}
			at := challenge.Place{Line: i + 1, Column: strings.Index(line, "#") + 1}
			if match[2] == "" {
				s.report("excuse", file, at, "does not say why: write # lint:allow %s: the reason", match[1])
				continue
			}
			covered := i + 1
			for j := i; j < len(lines) && strings.HasPrefix(strings.TrimSpace(lines[j]), "#"); j++ {
				covered = j + 2 // the first line that is no comment
			}
			before := len(s.findings)
			s.findings = slices.DeleteFunc(s.findings, func(f Finding) bool {
				return f.Path == file && f.Rule == match[1] && f.Line == covered
			})
			if len(s.findings) == before {
				s.report("excuse", file, at, "excuses nothing: no rule %s is broken here; remove it", match[1])
			}
		}
	}
}

// content is the text of a file; empty where it cannot be read.
func (s *subject) content(file string) string {
	text, err := fs.ReadFile(s.challenge.FS, path.Clean(file))
	if err != nil {
		return ""
	}
	return string(text)
}
