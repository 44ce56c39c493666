package check

import (
	"github.com/google/cel-go/cel"
	"github.com/google/cel-go/common/types"
	"github.com/google/cel-go/common/types/ref"
	metav1 "k8s.io/apimachinery/pkg/apis/meta/v1"
	"k8s.io/apimachinery/pkg/labels"
)

// selectorFunctions are those about labels:
//
//	selects(service.spec.selector, pod.metadata.labels)
//	                                 the selector matches the labels, see selects
func selectorFunctions() []cel.EnvOption {
	arguments := []*cel.Type{cel.DynType, cel.DynType}
	return []cel.EnvOption{
		cel.Function("selects", cel.Overload(overload("selects", arguments), arguments, cel.BoolType,
			cel.BinaryBinding(func(selector, set ref.Val) ref.Val {
				s, _ := native(selector).(map[string]any)
				return types.Bool(selects(s, native(set)))
			}))),
	}
}

// selects reports whether a selector matches labels. It is a map of labels, as
// a Service has it, or one with matchLabels and matchExpressions. An empty one
// matches everything, as it does for Kubernetes wherever a selector is wanted;
// null, and one that the API server would refuse, match nothing.
func selects(selector map[string]any, set any) bool {
	if selector == nil {
		return false
	}
	have := labels.Set(texts(set))
	wanted := &metav1.LabelSelector{MatchLabels: texts(selector)}
	if exact, ok := selector["matchLabels"].(map[string]any); ok {
		wanted.MatchLabels = texts(exact)
	}
	for _, e := range objects(selector["matchExpressions"]) {
		wanted.MatchExpressions = append(wanted.MatchExpressions, metav1.LabelSelectorRequirement{
			Key: text(e, "key"), Operator: metav1.LabelSelectorOperator(text(e, "operator")), Values: words(e["values"]),
		})
	}
	compiled, err := metav1.LabelSelectorAsSelector(wanted)
	return err == nil && compiled.Matches(have)
}

// texts are the entries of a map that are texts.
func texts(value any) map[string]string {
	m, _ := value.(map[string]any)
	out := map[string]string{}
	for key, item := range m {
		if s, ok := item.(string); ok {
			out[key] = s
		}
	}
	return out
}

// words are the items of a list that are texts.
func words(value any) []string {
	list, _ := value.([]any)
	var out []string
	for _, item := range list {
		if s, ok := item.(string); ok {
			out = append(out, s)
		}
	}
	return out
}
