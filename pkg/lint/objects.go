package lint

import (
	"bytes"
	"fmt"
	"slices"
	"strings"

	"k8s.io/apimachinery/pkg/apis/meta/v1/unstructured"
	"k8s.io/apimachinery/pkg/runtime/schema"

	"github.com/kubectl-mastery/kubectl-mastery/pkg/scenario"
)

// each looks at the objects of the scenario, and of each fault, and of what is
// there before the change, at those that are different.
func (s *subject) each(look func(fault string, o *unstructured.Unstructured)) {
	for _, o := range s.healthy {
		look("", o)
	}
	others := func(fault string, objects []*unstructured.Unstructured) {
		for _, o := range objects {
			if !slices.ContainsFunc(s.healthy, func(h *unstructured.Unstructured) bool { return equal(h, o) }) {
				look(fault, o)
			}
		}
	}
	others(before, s.before)
	for _, f := range s.challenge.Spec.Faults {
		others(f.ID, s.faulty[f.ID])
	}
}

func equal(a, b *unstructured.Unstructured) bool {
	one, err := a.MarshalJSON()
	other, otherErr := b.MarshalJSON()
	return err == nil && otherErr == nil && bytes.Equal(one, other)
}

// objects stay within what the challenge declares, and in namespaces and on
// ports that leave room for another learner.
func (s *subject) objects() {
	scoped := func(gvk schema.GroupVersionKind) bool {
		scoped, _ := scenario.ClusterScoped(gvk)
		return scoped
	}
	said := map[string]bool{}
	once := func(rule, fault string, o *unstructured.Unstructured, field, text string) {
		if key := scenario.Label(o) + field + text; !said[key] {
			said[key] = true
			s.object(rule, fault, o, field, "%s: %s", scenario.Label(o), text)
		}
	}
	s.each(func(fault string, o *unstructured.Unstructured) {
		for _, breach := range scenario.Breaches(s.challenge, []*unstructured.Unstructured{o}, s.values(), scoped) {
			once("undeclared", fault, o, breach.Field, breach.Text)
		}
		walk(o.Object, "", func(field string, value any) {
			text, isText := value.(string)
			switch {
			case isText && strings.HasSuffix(field, ".namespace") && field != "metadata.namespace" && !strings.HasPrefix(text, "${NS_"):
				once("namespace", fault, o, field, fmt.Sprintf("names namespace %q: write the variable of one of the challenge's, such as ${NS_MAIN}", text))
			case isText && literalNamespace.MatchString(text):
				once("namespace", fault, o, field, fmt.Sprintf("spells out namespace %s: write its variable, such as ${NS_MAIN}", literalNamespace.FindString(text)))
			case o.GetKind() == "Service" && strings.HasSuffix(field, ".nodePort") && fmt.Sprint(value) != "0":
				once("node-port", fault, o, field, fmt.Sprintf("takes port %v of the nodes, which may be taken: let the cluster choose one", value))
			}
		})
	})
}

// walk tells look of each value in an object that is neither map nor list,
// with its field, in order.
func walk(value any, field string, look func(field string, value any)) {
	switch value := value.(type) {
	case map[string]any:
		for _, key := range sorted(value) {
			inner := key
			if field != "" {
				inner = field + "." + key
			}
			walk(value[key], inner, look)
		}
	case []any:
		for i := range value {
			walk(value[i], fmt.Sprintf("%s[%d]", field, i), look)
		}
	default:
		look(field, value)
	}
}
