package challenge

import (
	"fmt"
	"regexp"
	"strings"
)

// MainNamespace is the alias of the namespace that every challenge has.
const MainNamespace = "main"

// Substitution replaces ${NS_ALIAS} by a namespace's real name and ${SUFFIX}
// by what tells one learner's cluster-scoped objects from another's. Where
// there is a mirror, the registry of images becomes that. It is the only
// substitution there is, in manifests and in texts alike.
type Substitution struct {
	// Namespaces maps aliases to the names of namespaces.
	Namespaces map[string]string
	// Suffix is empty on one's own cluster.
	Suffix string
	// Registry stands in for the registry that challenges have their images from,
	// such as "mirror.example/k8s"; empty where that is reached itself.
	Registry string
}

var variable = regexp.MustCompile(`\$\{(NS_[A-Za-z0-9_]*|SUFFIX)\}`)

// Apply replaces all variables in text. A namespace variable without a
// namespace is an error, so that a misspelt one never reaches a cluster; other
// text in ${...} belongs to the scenario's own programs and stays.
func (s Substitution) Apply(text string) (string, error) {
	values := map[string]string{"${SUFFIX}": s.Suffix}
	for alias, name := range s.Namespaces {
		values[NamespaceVariable(alias)] = name
	}
	var unknown []string
	out := variable.ReplaceAllStringFunc(text, func(name string) string {
		value, ok := values[name]
		if !ok {
			unknown = append(unknown, name)
		}
		return value
	})
	if len(unknown) > 0 {
		return "", fmt.Errorf("unknown variable %s", strings.Join(unknown, ", "))
	}
	return s.Mirrored(out), nil
}

// NamespaceVariable is how manifests and texts name the namespace with the
// given alias, for instance ${NS_MAIN}.
func NamespaceVariable(alias string) string {
	return "${NS_" + strings.ToUpper(strings.ReplaceAll(alias, "-", "_")) + "}"
}
