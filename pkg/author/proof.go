// Package author is the kit for those who write challenges. It runs their
// proofs, which are shell scripts, on their own machine; learners never run
// any of it.
package author

import (
	"errors"
	"fmt"
	"io/fs"
	"os"
	"path"
	"path/filepath"
	"slices"
	"strings"

	"github.com/kubectl-mastery/kubectl-mastery/pkg/challenge"
	"github.com/kubectl-mastery/kubectl-mastery/pkg/check"
)

// Proof is one right, wrong or unfinished fix, or one of which nothing can be
// known: a script of what a learner might type.
type Proof struct {
	// Name is "right/NAME", "wrong/NAME", "unfinished/NAME" or "unknown/NAME".
	Name string
	Path string
	// Right says that the fix must pass.
	Right bool
	// Faults are those that it applies to.
	Faults []string
	// Fails names the check that must fail after a wrong fix; empty where
	// any may.
	Fails string
	// Settles is what an unfinished fix comes to once it is waited for; empty
	// for others.
	Settles check.Verdict
	// Unknown says that no verdict can be reached after it.
	Unknown bool
	// Solution says what a right fix does and why it is enough, where learners
	// are shown it; empty where they are not.
	Solution string
}

// Proofs finds the proofs of the challenge in dir. A script may begin with
// the comments "# faults: ID, ID" and "# fails: NAME OF A CHECK", an unfinished
// one with "# settles: pass" or "# settles: fail", a right one that learners are
// shown with "# solution: WHAT IT DOES AND WHY IT IS ENOUGH". It answers
// questions with the command answer QUESTION VALUE.
func Proofs(dir string, c *challenge.Challenge) ([]Proof, error) {
	proofs, problems := FindProofs(os.DirFS(dir), c)
	for i := range proofs {
		proofs[i].Path = filepath.Join(dir, filepath.FromSlash(proofs[i].Path))
	}
	return proofs, problems.Err()
}

// ProofDirs are where a challenge has its proofs.
func ProofDirs() []string {
	return []string{"proof/right", "proof/wrong", "proof/" + unfinished, "proof/" + unknown}
}

// FindProofs is Proofs in a challenge's directory that may be anywhere, for
// those who want to know all that is wrong.
func FindProofs(fsys fs.FS, c *challenge.Challenge) (proofs []Proof, problems challenge.Problems) {
	for _, dir := range ProofDirs() {
		kind := path.Base(dir)
		paths, err := fs.Glob(fsys, path.Join(dir, "*.sh"))
		if err != nil {
			return nil, challenge.Problems{{Text: err.Error()}}
		}
		for _, name := range paths {
			p := Proof{Name: kind + "/" + strings.TrimSuffix(path.Base(name), ".sh"), Path: name, Right: kind == "right", Unknown: kind == unknown}
			if kind == unfinished {
				p.Settles = check.Pass
			}
			text, err := readScript(fsys, name)
			if err != nil {
				problems = append(problems, challenge.Problem{Path: name, Text: err.Error()})
			}
			for _, found := range p.readHeader(text, c) {
				found.Path = name
				problems = append(problems, found)
			}
			proofs = append(proofs, p)
		}
	}
	return proofs, problems
}

// maxScriptBytes bounds a proof: it is what somebody might type.
const maxScriptBytes = 64 << 10

func readScript(fsys fs.FS, name string) (string, error) {
	info, err := fs.Lstat(fsys, name)
	switch {
	case err != nil:
		return "", err
	case !info.Mode().IsRegular():
		return "", errors.New("is no regular file")
	case info.Size() > maxScriptBytes:
		return "", fmt.Errorf("holds %d bytes, more than %d", info.Size(), maxScriptBytes)
	}
	text, err := fs.ReadFile(fsys, name)
	return string(text), err
}

// readHeader reads the comments that a script begins with.
func (p *Proof) readHeader(script string, c *challenge.Challenge) (problems challenge.Problems) {
	line := 0
	wrong := func(format string, args ...any) {
		problems = append(problems, challenge.Problem{Line: line, Column: 1, Text: fmt.Sprintf(format, args...)})
	}
	for text := range strings.Lines(script) {
		comment, ok := strings.CutPrefix(strings.TrimRight(text, "\r\n"), "#")
		if line++; !ok {
			break
		}
		key, value, _ := strings.Cut(strings.TrimSpace(comment), ":")
		switch key {
		case "faults":
			for id := range strings.SplitSeq(value, ",") {
				id = strings.TrimSpace(id)
				if _, ok := c.Fault(id); !ok {
					wrong("there is no fault %q", id)
				}
				p.Faults = append(p.Faults, id)
			}
		case "fails":
			p.Fails = strings.TrimSpace(value)
			if !slices.ContainsFunc(c.Spec.Checks, func(one challenge.Check) bool { return one.Name == p.Fails }) {
				wrong("there is no check %q", p.Fails)
			}
		case "solution":
			if p.Solution = strings.TrimSpace(value); !p.Right || p.Solution == "" {
				wrong("a right proof says in one sentence what it does and why it is enough, as \"# solution: ...\"; no other proof does")
			}
		case "settles":
			if err := p.settles(strings.TrimSpace(value)); err != nil {
				wrong("%v", err)
			}
		}
	}
	if len(p.Faults) == 0 {
		for _, f := range c.Spec.Faults {
			p.Faults = append(p.Faults, f.ID)
		}
	}
	if len(p.Faults) == 0 {
		p.Faults = []string{""} // a Build challenge: from the starting point
	}
	return problems
}
