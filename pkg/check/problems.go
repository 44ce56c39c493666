package check

import (
	"fmt"

	"github.com/google/cel-go/cel"

	"github.com/kubectl-mastery/kubectl-mastery/pkg/challenge"
)

// Problems type-checks every expression of a challenge and lists all that is
// wrong with them, with its place in challenge.yaml.
func Problems(c *challenge.Challenge) challenge.Problems {
	env, err := NewEnvironment(c)
	if err != nil {
		return challenge.Problems{{Text: err.Error()}}
	}
	var problems challenge.Problems
	try := func(x challenge.Expression, want *cel.Type, whose string, args ...any) {
		if x.Empty() {
			return // whether it may be left out is for the format to say
		}
		_, found := env.typed(x, want)
		for _, p := range found {
			p.Text = fmt.Sprintf(whose, args...) + ": " + p.Text
			problems = append(problems, p)
		}
	}
	try(c.Spec.Ready, cel.BoolType, "ready")
	for _, f := range c.Spec.Faults {
		try(f.Symptom, cel.BoolType, "fault %s: symptom", f.ID)
	}
	for _, one := range c.Spec.Checks {
		expect := &one.Expr
		if x := one.Expect(); x != nil {
			expect = x
		}
		try(*expect, cel.BoolType, "check %q", one.Name)
		try(one.Says, cel.StringType, "check %q: says", one.Name)
	}
	for _, q := range c.Spec.Questions {
		try(q.Answer, cel.DynType, "question %q", q.Name)
	}
	for i, h := range c.Spec.Hints {
		try(h.If, cel.BoolType, "hint %d: if", i+1)
	}
	return problems
}
