// Package author is the kit for those who write challenges. It runs their
// proofs, which are shell scripts, on their own machine; learners never run
// any of it.
package author

import (
	"bufio"
	"fmt"
	"os"
	"path/filepath"
	"slices"
	"strings"

	"github.com/kubectl-mastery/kubectl-mastery/pkg/challenge"
)

// Proof is one right or wrong fix: a script of what a learner might type.
type Proof struct {
	// Name is "right/NAME" or "wrong/NAME".
	Name string
	Path string
	// Right says that the fix must pass.
	Right bool
	// Faults are those that it applies to.
	Faults []string
	// Fails names the check that must fail after a wrong fix; empty where
	// any may.
	Fails string
}

// Proofs finds the proofs of the challenge in dir. A script may begin with
// the comments "# faults: ID, ID" and "# fails: NAME OF A CHECK". It answers
// questions with the command answer QUESTION VALUE.
func Proofs(dir string, c *challenge.Challenge) ([]Proof, error) {
	var proofs []Proof
	for _, kind := range []string{"right", "wrong"} {
		paths, err := filepath.Glob(filepath.Join(dir, "proof", kind, "*.sh"))
		if err != nil {
			return nil, err
		}
		for _, path := range paths {
			p := Proof{Name: kind + "/" + strings.TrimSuffix(filepath.Base(path), ".sh"), Path: path, Right: kind == "right"}
			if err := p.readHeader(c); err != nil {
				return nil, fmt.Errorf("%s: %w", path, err)
			}
			proofs = append(proofs, p)
		}
	}
	return proofs, nil
}

func (p *Proof) readHeader(c *challenge.Challenge) error {
	file, err := os.Open(p.Path)
	if err != nil {
		return err
	}
	defer file.Close()
	lines := bufio.NewScanner(file)
	for lines.Scan() && strings.HasPrefix(lines.Text(), "#") {
		key, value, _ := strings.Cut(strings.TrimSpace(strings.TrimPrefix(lines.Text(), "#")), ":")
		switch key {
		case "faults":
			for id := range strings.SplitSeq(value, ",") {
				id = strings.TrimSpace(id)
				if _, ok := c.Fault(id); !ok {
					return fmt.Errorf("there is no fault %q", id)
				}
				p.Faults = append(p.Faults, id)
			}
		case "fails":
			p.Fails = strings.TrimSpace(value)
			if !slices.ContainsFunc(c.Spec.Checks, func(check challenge.Check) bool { return check.Name == p.Fails }) {
				return fmt.Errorf("there is no check %q", p.Fails)
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
	return lines.Err()
}
