package lint

import (
	"strings"

	"github.com/kubectl-mastery/kubectl-mastery/pkg/author"
	"github.com/kubectl-mastery/kubectl-mastery/pkg/challenge"
)

// maxSolutionWords bounds what is said before a solution: it is one sentence.
const maxSolutionWords = 40

// solutions are right proofs that learners are shown. That a fault has none yet
// is only a warning, as with proofs that are still to be written.
func (s *subject) solutions() {
	proofs, _ := author.FindProofs(s.challenge.FS, s.challenge) // what is wrong with them is said of proofs
	for _, p := range proofs {
		if p.Solution == "" {
			continue
		}
		script := s.content(p.Path)
		for _, found := range author.Foreign(s.challenge, script) {
			s.report("solution", p.Path, challenge.Place{Line: found.Line, Column: found.Column}, "%s", found.Text)
		}
		if err := challenge.Printable(script); err != nil {
			s.report("solution", p.Path, challenge.Place{}, "%v", err)
		}
		if n := len(spoken.FindAllString(p.Solution, -1)); n > maxSolutionWords || !strings.HasSuffix(p.Solution, ".") {
			s.report("solution", p.Path, challenge.Place{}, "says %q: write one sentence of at most %d words, with a full stop", p.Solution, maxSolutionWords)
		}
	}
	for _, fault := range author.Unsolved(s.challenge, proofs) {
		whose := "the challenge"
		if fault != "" {
			whose = "fault " + fault
		}
		s.findings = append(s.findings, Finding{
			Path: "proof/right", Rule: "solution", Warning: true,
			Text: "no right proof of " + whose + " is shown to learners: begin one of them, better two that differ in kind, with \"# solution: what it does and why it is enough.\"",
		})
	}
}
