package challenge

import (
	"errors"
	"regexp"
	"strconv"
	"strings"

	"go.yaml.in/yaml/v3"
)

// Place is where something stands in a text, counted from 1.
type Place struct{ Line, Column int }

// Find is the place of a field such as "spec.faults[1].id" in a document, or of
// the nearest field around it that is there. Where it has a key, that is its
// place.
func Find(document *yaml.Node, field string) Place {
	key, _ := find(document, field)
	return Place{max(key.Line, 1), max(key.Column, 1)}
}

// Text is the value of a field in a document; empty where it is not there.
func Text(document *yaml.Node, field string) string {
	if _, value := find(document, field); value != nil {
		return value.Value
	}
	return ""
}

// find is the key and the value of a field; of one that is not there the key
// of what is around it, and no value.
func find(document *yaml.Node, field string) (key, value *yaml.Node) {
	node := document
	if node.Kind == yaml.DocumentNode && len(node.Content) > 0 {
		node = node.Content[0]
	}
	key, value = node, node
	for _, step := range steps(field) {
		k, v := child(value, step)
		if v == nil {
			return key, nil
		}
		for key, value = k, v; value.Kind == yaml.AliasNode; {
			value = value.Alias
		}
	}
	return key, value
}

// steps are the keys and indices of a field.
func steps(field string) []string {
	return strings.FieldsFunc(field, func(r rune) bool { return r == '.' || r == '[' || r == ']' })
}

// child is an entry of a mapping or an item of a list; nil where there is none.
func child(node *yaml.Node, step string) (key, value *yaml.Node) {
	switch node.Kind {
	case yaml.MappingNode:
		for i := 0; i+1 < len(node.Content); i += 2 {
			if node.Content[i].Value == step {
				return node.Content[i], node.Content[i+1]
			}
		}
	case yaml.SequenceNode:
		if i, err := strconv.Atoi(step); err == nil && i >= 0 && i < len(node.Content) {
			return node.Content[i], node.Content[i]
		}
	}
	return nil, nil
}

// aboutField finds the field that a broken rule is about: its text begins with
// it.
var aboutField = regexp.MustCompile(`^(apiVersion|metadata|spec)[A-Za-z0-9.\[\]]*`)

// placed gives broken rules the places of the fields that they are about.
func placed(document *yaml.Node, broken error) Problems {
	var problems Problems
	for _, err := range leaves(broken) {
		at := Find(document, strings.TrimRight(aboutField.FindString(err.Error()), "."))
		problems = append(problems, Problem{Line: at.Line, Column: at.Column, Text: err.Error()})
	}
	return problems
}

var (
	decoderLine = regexp.MustCompile(`^line (\d+): (.*)$`)
	goType      = regexp.MustCompile(` in type challenge\.\w+$`)
	quotedWord  = regexp.MustCompile("^field (\\S+) |`([^`]+)`|mapping key \"([^\"]+)\"|\"([^\"]+)\"")
)

// misfits makes problems of what the decoder says.
func misfits(document *yaml.Node, err error) Problems {
	typeError, ok := errors.AsType[*yaml.TypeError](err)
	if !ok {
		return Problems{misfit(document, err.Error())}
	}
	var problems Problems
	for _, said := range typeError.Errors {
		problems = append(problems, misfit(document, said))
	}
	return problems
}

// misfit makes a problem of what the decoder says of one value, such as
// "line 8: field minuets not found in type challenge.Spec".
func misfit(document *yaml.Node, said string) Problem {
	said = goType.ReplaceAllString(strings.TrimPrefix(said, "yaml: "), "")
	match := decoderLine.FindStringSubmatch(said)
	if match == nil {
		return Problem{Text: said}
	}
	line, _ := strconv.Atoi(match[1])
	word := strings.Join(quotedWord.FindStringSubmatch(match[2]), "\n")
	return Problem{Line: line, Column: column(document, line, strings.Split(word, "\n")), Text: match[2]}
}

// column is that of the first value on a line that is one of the words, or of
// the first value there.
func column(node *yaml.Node, line int, words []string) int {
	first, found := 0, 0
	var walk func(*yaml.Node)
	walk = func(n *yaml.Node) {
		if n.Line == line && n.Kind != yaml.DocumentNode {
			if first == 0 {
				first = n.Column
			}
			for _, word := range words {
				if found == 0 && n.Kind == yaml.ScalarNode && word != "" && n.Value == word {
					found = n.Column
				}
			}
		}
		for _, inner := range n.Content {
			walk(inner)
		}
	}
	walk(node)
	if found > 0 {
		return found
	}
	return max(first, 1)
}
