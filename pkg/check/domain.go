package check

import (
	"slices"
	"strings"

	"github.com/google/cel-go/cel"
	"github.com/google/cel-go/common/types/ref"
)

// domain is all that expressions know of Kubernetes beyond Kubernetes' own
// libraries. docs/expressions.md has an example of each.
func domain() []cel.EnvOption {
	return slices.Concat(
		functions(),
		containerFunctions(),
		envFunctions(),
		runsFunctions(),
		probeFunctions(),
		serviceFunctions(),
		selectorFunctions(),
	)
}

// method declares a function that is called on a value of any kind, such as
// shop.env('web', configs).
func method(name string, arguments []*cel.Type, result *cel.Type, f func(arguments ...ref.Val) ref.Val) cel.EnvOption {
	all := append([]*cel.Type{cel.DynType}, arguments...)
	return cel.Function(name, cel.MemberOverload(overload(name, all), all, result, cel.FunctionBinding(f)))
}

// overload is the identity of a function with its arguments.
func overload(name string, arguments []*cel.Type) string {
	words := []string{"mastery", name}
	for _, a := range arguments {
		words = append(words, a.String())
	}
	return strings.Join(words, "_")
}

// listed is a list of an expression's objects; what is none is left out.
func listed(value ref.Val) []map[string]any { return objects(native(value)) }

// said is the text in a value; empty where it is none.
func said(value ref.Val) string {
	text, _ := value.Value().(string)
	return text
}
