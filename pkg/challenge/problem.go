package challenge

import (
	"cmp"
	"errors"
	"fmt"
	"slices"
)

// Problem is something that is wrong with a challenge, and where.
type Problem struct {
	// Path is a file of the challenge; empty where the text tells.
	Path string
	// Line and Column are counted from 1; 0 where it is about a whole file.
	Line, Column int
	// Text says in one line what is wrong.
	Text string
}

func (p Problem) Error() string {
	text := p.Text
	if p.Line > 0 {
		text = fmt.Sprintf("line %d, column %d: %s", p.Line, p.Column, text)
	}
	if p.Path != "" {
		text = p.Path + ": " + text
	}
	return text
}

// Problems are all that are wrong with a challenge; none where it is nil.
type Problems []Problem

// Err is one error for all of them, nil where there are none.
func (p Problems) Err() error {
	errs := make([]error, len(p))
	for i := range p {
		errs[i] = p[i]
	}
	return errors.Join(errs...)
}

// Sorted are the problems in the order of their places.
func (p Problems) Sorted() Problems {
	return slices.SortedStableFunc(slices.Values(p), func(a, b Problem) int {
		return cmp.Or(cmp.Compare(a.Path, b.Path), cmp.Compare(a.Line, b.Line), cmp.Compare(a.Column, b.Column))
	})
}

// leaves takes apart what errors.Join has put together.
func leaves(err error) []error {
	if err == nil {
		return nil
	}
	joined, ok := err.(interface{ Unwrap() []error })
	if !ok {
		return []error{err}
	}
	var all []error
	for _, one := range joined.Unwrap() {
		all = append(all, leaves(one)...)
	}
	return all
}
