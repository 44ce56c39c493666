package challenge

import (
	"bytes"
	"errors"
	"fmt"
	"slices"
	"unicode"

	"go.yaml.in/yaml/v3"
)

// Bounds on what a challenge's directory may hold; a larger one is refused
// before it is read.
const (
	maxFileBytes = 256 << 10
	maxBytes     = 4 << 20
	maxFiles     = 200
)

// maxNodes bounds how many values a YAML text may stand for, each alias with
// all that it stands for: a few lines can stand for more than any memory holds.
const maxNodes = 20_000

// Bounded refuses a YAML text that stands for too much. It says nothing of a
// text that is no YAML: nobody can follow its aliases.
func Bounded(text []byte) error {
	// What is short and repeats nothing stands for little, and most manifests are
	// so: to parse each of them would be half of the time that `list` takes.
	if len(text) < maxNodes/4 && !bytes.ContainsRune(text, '*') {
		return nil
	}
	total := 0
	for decoder := yaml.NewDecoder(bytes.NewReader(text)); ; {
		var document yaml.Node
		if decoder.Decode(&document) != nil {
			return nil
		}
		n, err := nodes(&document, map[*yaml.Node]int{})
		if err != nil {
			return err
		}
		if total += n; total > maxNodes {
			return fmt.Errorf("stands for more than %d values, counting what its aliases (*name) repeat", maxNodes)
		}
	}
}

// bounded is Bounded for one document, which is parsed already.
func bounded(document *yaml.Node) error {
	n, err := nodes(document, map[*yaml.Node]int{})
	if err == nil && n > maxNodes {
		err = fmt.Errorf("stands for more than %d values, counting what its aliases (*name) repeat", maxNodes)
	}
	return err
}

// underway marks in seen what is being counted.
const underway = -1

// nodes counts what a node stands for, but hardly beyond maxNodes.
func nodes(node *yaml.Node, seen map[*yaml.Node]int) (int, error) {
	if n, ok := seen[node]; ok {
		if n == underway {
			return 0, errors.New("holds an alias (*name) within what it stands for")
		}
		return n, nil
	}
	seen[node] = underway
	total := 1
	for _, inner := range append(slices.Clip(node.Content), node.Alias) {
		if inner == nil || total > maxNodes {
			continue
		}
		n, err := nodes(inner, seen)
		if err != nil {
			return 0, err
		}
		total += n
	}
	seen[node] = total
	return total, nil
}

// Printable refuses what a terminal would act on instead of showing it.
func Printable(text string) error {
	for _, r := range text {
		if unicode.IsControl(r) && r != '\n' && r != '\t' {
			return fmt.Errorf("holds the control character %U, which could steer a learner's terminal", r)
		}
	}
	return nil
}

// printable refuses control characters in any value of a document.
func printable(node *yaml.Node) Problems {
	var problems Problems
	if err := Printable(node.Value); err != nil {
		problems = append(problems, Problem{Line: node.Line, Column: node.Column, Text: err.Error()})
	}
	for _, inner := range node.Content {
		problems = append(problems, printable(inner)...)
	}
	return problems
}
