package lint

import (
	"regexp"
	"slices"
	"strings"

	"github.com/kubectl-mastery/kubectl-mastery/pkg/author"
	"github.com/kubectl-mastery/kubectl-mastery/pkg/challenge"
	"github.com/kubectl-mastery/kubectl-mastery/pkg/mutant"
)

// cutsOff finds what stops reading before its pipe has ended: whoever still
// writes into it fails then, by chance, and with pipefail the script does.
func cutsOff() *regexp.Regexp {
	return regexp.MustCompile(`[|]\s*(head|grep\s+-\w*[qm])\b`)
}

// proofs say what they prove. How many there have to be is only a warning: a
// challenge that is being written has few, and prove insists.
func (s *subject) proofs() {
	proofs, problems := author.FindProofs(s.challenge.FS, s.challenge)
	s.problems("proofs", problems)
	for _, p := range proofs {
		if p.Wrong() && p.Fails == "" {
			s.report("proofs", p.Path, challenge.Place{}, "does not say which check catches it: begin with \"# fails: NAME OF A CHECK\"")
		}
	}
	for _, p := range author.Wanting(s.challenge, proofs) {
		s.findings = append(s.findings, Finding{Path: p.Path, Rule: "proofs", Text: p.Text, Warning: true})
	}
	if _, err := author.Harmless(s.challenge.FS, proofs); err != nil {
		s.report("proofs", mutant.HarmlessFile, challenge.Place{}, "%s", strings.TrimPrefix(err.Error(), mutant.HarmlessFile+": "))
	}
	for _, file := range s.files("proof") {
		isScript := strings.HasSuffix(file, ".sh") && slices.ContainsFunc(author.ProofDirs(), func(dir string) bool {
			return strings.HasPrefix(file, dir+"/")
		})
		if !isScript && file != mutant.HarmlessFile {
			s.report("proofs", file, challenge.Place{}, "is no proof: they are NAME.sh in %s", strings.Join(author.ProofDirs(), ", "))
		}
		for i, line := range strings.Split(s.content(file), "\n") {
			if found := cutsOff().FindStringSubmatch(line); isScript && found != nil {
				s.report("proofs", file, challenge.Place{Line: i + 1, Column: 1}, "%s reads only as far as it needs, and what writes into the pipe then fails by chance; read to the end, as sed -n 1p does", strings.Fields(found[1])[0])
			}
		}
	}
}
