package challenge

import (
	"fmt"
	"strings"
	"time"

	"go.yaml.in/yaml/v3"
)

// Expression is a CEL expression with its place in challenge.yaml.
type Expression struct {
	Source string
	// Line and Column are where the expression begins, counted from 1. Every
	// line of a block begins in the same column.
	Line, Column int
}

// Empty reports whether no expression was given.
func (e Expression) Empty() bool { return e.Source == "" }

// UnmarshalYAML keeps the place of the expression for error messages.
func (e *Expression) UnmarshalYAML(node *yaml.Node) error {
	if err := node.Decode(&e.Source); err != nil {
		return err
	}
	e.Line, e.Column = node.Line, node.Column
	switch node.Style {
	case yaml.LiteralStyle, yaml.FoldedStyle:
		e.Line, e.Column = node.Line+1, 0 // known to place, which has the text
	case yaml.SingleQuotedStyle, yaml.DoubleQuotedStyle:
		e.Column++
	}
	return nil
}

// place finds the column of an expression that is a block: the decoder does
// not tell its indentation.
func (e *Expression) place(lines []string) {
	if e.Column == 0 && e.Line > 0 && e.Line <= len(lines) {
		line := lines[e.Line-1]
		e.Column = len(line) - len(strings.TrimLeft(line, " ")) + 1
	}
}

// expressions are all of the challenge's.
func (c *Challenge) expressions() []*Expression {
	all := []*Expression{&c.Spec.Ready}
	for i := range c.Spec.Faults {
		all = append(all, &c.Spec.Faults[i].Symptom)
	}
	for i := range c.Spec.Checks {
		all = append(all, &c.Spec.Checks[i].Expr, &c.Spec.Checks[i].Says)
		if expect := c.Spec.Checks[i].Expect(); expect != nil {
			all = append(all, expect)
		}
	}
	for i := range c.Spec.Questions {
		all = append(all, &c.Spec.Questions[i].Answer)
	}
	for i := range c.Spec.Hints {
		all = append(all, &c.Spec.Hints[i].If)
	}
	return all
}

// MarshalYAML writes the expression's source alone.
func (e Expression) MarshalYAML() (any, error) { return e.Source, nil }

// IsZero lets omitempty leave out an expression that was not given.
func (e Expression) IsZero() bool { return e.Source == "" }

// Duration is a time.Duration written as "10s" or "2m".
type Duration time.Duration

// UnmarshalYAML reads the notation of time.ParseDuration.
func (d *Duration) UnmarshalYAML(node *yaml.Node) error {
	var text string
	if err := node.Decode(&text); err != nil {
		return err
	}
	parsed, err := time.ParseDuration(text)
	if err != nil {
		return fmt.Errorf("line %d: %q is no duration such as 10s or 2m", node.Line, text)
	}
	*d = Duration(parsed)
	return nil
}

// MarshalYAML writes the notation that UnmarshalYAML reads.
func (d Duration) MarshalYAML() (any, error) { return time.Duration(d).String(), nil }

// String writes the notation that UnmarshalYAML reads.
func (d Duration) String() string { return time.Duration(d).String() }

func (d Duration) or(fallback time.Duration) time.Duration {
	if d == 0 {
		return fallback
	}
	return time.Duration(d)
}
