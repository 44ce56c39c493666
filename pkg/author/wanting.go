package author

import (
	"fmt"
	"slices"

	"github.com/kubectl-mastery/kubectl-mastery/pkg/challenge"
)

// How many proofs a challenge needs before anybody may believe its verdicts.
const (
	RightProofs = 2
	WrongProofs = 5
)

// Wanting says which proofs are still to be written, each with its directory
// and what to do next; nothing where all are there.
func Wanting(c *challenge.Challenge, proofs []Proof) challenge.Problems {
	var problems challenge.Problems
	right := slices.DeleteFunc(slices.Clone(proofs), func(p Proof) bool { return !p.Right })
	wrong := slices.DeleteFunc(slices.Clone(proofs), func(p Proof) bool { return !p.Wrong() })
	want := func(dir, format string, args ...any) {
		problems = append(problems, challenge.Problem{Path: "proof/" + dir, Text: fmt.Sprintf(format, args...)})
	}
	switch len(right) {
	case 0:
		want("right", "no right proofs yet: write what you would type to solve it, and a second way that is as right")
	case 1:
		want("right", "write a second right proof: another way to the same outcome than %s, which must pass as well", right[0].Name)
	}
	for _, f := range c.Spec.Faults {
		if len(right) > 0 && !slices.ContainsFunc(right, func(p Proof) bool { return slices.Contains(p.Faults, f.ID) }) {
			want("right", "no right proof for fault %s yet: write one with \"# faults: %s\"", f.ID, f.ID)
		}
	}
	const cheats = "delete it, scale it to zero, swap the image, drop a probe or a limit, widen access, only look as if it worked"
	switch n := len(wrong); {
	case n == 0:
		want("wrong", "no wrong proofs yet: %d are wanted, each with \"# fails: NAME OF A CHECK\"; such as %s", WrongProofs, cheats)
	case n < WrongProofs:
		want("wrong", "%d of %d wrong proofs that are wanted: write what somebody might try who wants it to be over; such as %s", n, WrongProofs, cheats)
	}
	return problems
}
