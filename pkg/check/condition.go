package check

import (
	"fmt"

	"github.com/google/cel-go/cel"

	"github.com/kubectl-mastery/kubectl-mastery/pkg/challenge"
)

// Condition is one expression that is true or not: a symptom, or the state in
// which a hint helps.
type Condition struct{ program *program }

// Condition compiles an expression of type bool.
func (e *Environment) Condition(x challenge.Expression) (*Condition, error) {
	p, err := e.compile(x, cel.BoolType)
	if err != nil {
		return nil, err
	}
	return &Condition{program: p}, nil
}

// Holds reports whether the condition is true of the evidence. What is
// missing, unread or not to be known makes it false; only a broken expression is an error.
func (c *Condition) Holds(ev Evidence, baseline map[string]any) (bool, error) {
	for _, name := range c.program.needs {
		if o := ev.Objects[name]; o.Missing() || o.Unread != "" || o.Unclear != "" {
			return false, nil
		}
	}
	value, missing, err := c.program.evaluate(variables(ev, baseline))
	if unknown(err) != "" {
		return false, nil
	}
	if err != nil {
		return false, fmt.Errorf("evaluate condition: %w", err)
	}
	return missing == "" && value == true, nil
}
