package cmd

import (
	"fmt"
	"slices"
	"strings"

	"github.com/spf13/pflag"

	"github.com/kubectl-mastery/kubectl-mastery/pkg/challenge"
	"github.com/kubectl-mastery/kubectl-mastery/pkg/curriculum"
)

// filter is which challenges are listed; what is not set is not asked for.
type filter struct {
	level              int
	kind, skill, state string
}

// types are the types of challenges as they are typed.
func types() []string {
	var words []string
	for _, t := range challenge.Types() {
		words = append(words, lower(t))
	}
	return words
}

func lower(t challenge.Type) string { return strings.ToLower(string(t)) }

// states are how far a learner may be with a challenge.
func states() []string { return []string{"new", "started", "tried", "solved"} }

// valid refuses what can fit nothing.
func (f *filter) valid(flags *pflag.FlagSet) error {
	f.kind, f.state = strings.ToLower(f.kind), strings.ToLower(f.state)
	switch {
	case flags.Changed("level") && (f.level < 1 || f.level > 6):
		return fmt.Errorf("--level takes a number from 1 to 6, not %d", f.level)
	case f.kind != "" && !slices.Contains(types(), f.kind):
		return fmt.Errorf("--type takes %s, not %q", alternatives(types()), f.kind)
	case f.state != "" && !slices.Contains(states(), f.state):
		return fmt.Errorf("--state takes %s, not %q", alternatives(states()), f.state)
	}
	return nil
}

// known refuses a skill that no item of the curriculum is meant by.
func (f *filter) known(levels *curriculum.Curriculum) error {
	if f.skill == "" || len(levels.Find(f.skill)) > 0 {
		return nil
	}
	if near := challenge.Nearest(strings.ToLower(f.skill), levels.Words()); near != "" {
		return fmt.Errorf("no item of the curriculum has %q in it; did you mean `--skill %s`?", f.skill, near)
	}
	return fmt.Errorf("no item of the curriculum has %q in it; `kubectl mastery learn` lists them", f.skill)
}

// fits reports whether a challenge is one of those that are asked for.
func (f *filter) fits(e entry, c *challenge.Challenge, levels *curriculum.Curriculum) bool {
	trains := slices.ContainsFunc(levels.Find(f.skill), func(item curriculum.Item) bool { return slices.Contains(c.Spec.Covers, item.ID) })
	return (f.level == 0 || e.Level == f.level) && (f.kind == "" || strings.EqualFold(string(e.Type), f.kind)) &&
		(f.state == "" || e.State == f.state || f.state == "solved" && e.Solved) && (f.skill == "" || trains)
}
