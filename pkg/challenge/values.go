package challenge

import (
	"fmt"
	"time"

	"go.yaml.in/yaml/v3"
)

// Expression is a CEL expression with its place in challenge.yaml.
type Expression struct {
	Source string
	// Line and Column are where the expression begins, counted from 1.
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
	if node.Style == yaml.LiteralStyle || node.Style == yaml.FoldedStyle {
		e.Line, e.Column = node.Line+1, 1
	}
	return nil
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

func (d Duration) or(fallback time.Duration) time.Duration {
	if d == 0 {
		return fallback
	}
	return time.Duration(d)
}
