package check

import (
	"github.com/google/cel-go/cel"

	"github.com/kubectl-mastery/kubectl-mastery/pkg/challenge"
)

// Words are the names of the functions, each with a parenthesis, and variables
// that expressions have beyond those of CEL and Kubernetes, for the test of their documentation.
func Words() ([]string, error) {
	own, err := cel.NewEnv(domain()...)
	if err != nil {
		return nil, err
	}
	language, err := cel.NewEnv()
	if err != nil {
		return nil, err
	}
	e, err := NewEnvironment(&challenge.Challenge{})
	if err != nil {
		return nil, err
	}
	var words []string
	for name := range own.Functions() {
		if !language.HasFunction(name) {
			words = append(words, name+"(")
		}
	}
	types := map[string]bool{}
	for _, v := range language.Variables() {
		types[v.Name()] = true
	}
	for _, v := range e.env.Variables() {
		if !types[v.Name()] {
			words = append(words, v.Name())
		}
	}
	return words, nil
}
