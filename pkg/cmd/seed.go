package cmd

import (
	"fmt"
	randv2 "math/rand/v2"
	"slices"

	"github.com/kubectl-mastery/kubectl-mastery/pkg/advance"
	"github.com/kubectl-mastery/kubectl-mastery/pkg/challenge"
)

// seeds is how many of them are drawn from where none is given.
const seeds = 1_000_000

// freshSeed is the first seed, from the given one on, that stands for a fault
// that the learner has not had, or had longest ago; never for the one that is
// left out, as long as there is another.
func (s *session) freshSeed(c *challenge.Challenge, seed uint64, leftOut string) (uint64, error) {
	known, err := s.known()
	if err != nil {
		return 0, err
	}
	others := *c
	others.Spec.Faults = slices.DeleteFunc(slices.Clone(c.Spec.Faults), func(f challenge.Fault) bool { return f.ID == leftOut })
	return seedOf(c, advance.Fresh(&others, known.Challenges[c.ID()]), seed), nil
}

// seedOf is the first seed, from the given one on, that stands for one of the
// faults.
func seedOf(c *challenge.Challenge, faults []string, seed uint64) uint64 {
	for len(faults) > 0 && !slices.Contains(faults, draw(c, seed)) {
		seed = (seed + 1) % seeds
	}
	return seed
}

func parseSeed(text string) (uint64, error) {
	if text == "" {
		return randv2.Uint64N(seeds), nil
	}
	var seed uint64
	if _, err := fmt.Sscanf(text, "%d", &seed); err != nil || fmt.Sprint(seed) != text {
		return 0, fmt.Errorf("--seed takes a whole number from 0 on, not %q", text)
	}
	return seed, nil
}

// draw picks the fault that a seed stands for. It is the same for the same
// seed as long as the challenge's faults stay the same.
func draw(c *challenge.Challenge, seed uint64) string {
	if len(c.Spec.Faults) == 0 {
		return ""
	}
	return c.Spec.Faults[randv2.New(randv2.NewPCG(seed, 0)).IntN(len(c.Spec.Faults))].ID
}
