// Package traps is a set of small situations whose verdicts are known. Each is
// a proof of a challenge that is there for nothing else; README.md lists them.
package traps

import (
	"bufio"
	"fmt"
	"io/fs"
	"os"
	"path"
	"strings"

	"github.com/kubectl-mastery/kubectl-mastery/pkg/author"
	"github.com/kubectl-mastery/kubectl-mastery/pkg/challenge"
	"github.com/kubectl-mastery/kubectl-mastery/pkg/check"
)

// Least is how many situations there must be.
const Least = 60

// Trap is one situation.
type Trap struct {
	// Challenge is the id of the challenge that it happens in, Name that of its
	// proof, such as "wrong/scaled-to-zero".
	Challenge, Name string
	// Want is the right verdict, such as "fail" or "settling, then pass".
	Want string
	// Words say what the situation is: which mistake the trap stands for.
	Words string
}

// All reads the traps of a directory of challenges, in order.
func All(dir string) ([]Trap, error) {
	catalogue, err := challenge.NewCatalogue(os.DirFS(dir))
	if err != nil {
		return nil, err
	}
	challenges, err := catalogue.All()
	if err != nil {
		return nil, err
	}
	var all []Trap
	for _, c := range challenges {
		proofs, problems := author.FindProofs(c.FS, c)
		if err := problems.Err(); err != nil {
			return nil, fmt.Errorf("%s: %w", c.ID(), err)
		}
		for _, p := range proofs {
			words, err := words(c.FS, p.Path)
			if err != nil {
				return nil, fmt.Errorf("%s: %w", path.Join(c.ID(), p.Path), err)
			}
			all = append(all, Trap{Challenge: c.ID(), Name: p.Name, Want: want(p), Words: words})
		}
	}
	return all, nil
}

func want(p author.Proof) string {
	switch {
	case p.Settles != "":
		return fmt.Sprintf("%s, then %s", check.Settling, p.Settles)
	case p.Right:
		return string(check.Pass)
	case p.Unknown:
		return string(check.Unknown)
	}
	return string(check.Fail)
}

// words reads the first line of a script, "# trap: WORDS".
func words(fsys fs.FS, name string) (string, error) {
	file, err := fsys.Open(name)
	if err != nil {
		return "", err
	}
	defer file.Close()
	lines := bufio.NewScanner(file)
	lines.Scan()
	text, ok := strings.CutPrefix(lines.Text(), "# trap: ")
	if !ok || text == "" {
		return "", fmt.Errorf(`the first line is not "# trap: " and what it stands for`)
	}
	return text, lines.Err()
}
