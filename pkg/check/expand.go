package check

import (
	"cmp"
	"fmt"
	"regexp"
	"strings"
)

// expand replaces $(NAME) by the variable's value, and $$ by a dollar sign,
// as the kubelet does in values, commands and arguments. What names no
// variable stays as it is. unknown says why the outcome can't be known.
func (e *environment) expand(value string, spec map[string]any) (expanded, unknown string) {
	var out strings.Builder
	for {
		before, after, found := strings.Cut(value, "$")
		out.WriteString(before)
		if !found {
			return out.String(), ""
		}
		name, rest, closed := strings.Cut(strings.TrimPrefix(after, "("), ")")
		switch {
		case strings.HasPrefix(after, "$"):
			out.WriteString("$")
			value = after[1:]
			continue
		case !strings.HasPrefix(after, "(") || !closed:
			out.WriteString("$")
			value = after
			continue
		}
		known, ok := e.values[name]
		switch {
		case e.unknown[name] != "":
			return "", e.unknown[name]
		case ok:
			out.WriteString(known)
		case ofService(name, spec):
			return "", fmt.Sprintf("a Service may set variable %s", name)
		default:
			out.WriteString("$(" + name + ")")
		}
		value = rest
	}
}

var serviceVariable = regexp.MustCompile(`^[A-Z0-9_]+_(SERVICE_HOST|SERVICE_PORT|PORT)(_[A-Z0-9_]+)?$`)

// ofService reports whether the kubelet may make a variable of that name, for
// a Service of the namespace or for the API server.
func ofService(name string, spec map[string]any) bool {
	if spec["enableServiceLinks"] == false && !strings.HasPrefix(name, "KUBERNETES_") {
		return false
	}
	return serviceVariable.MatchString(name)
}

var keyedField = regexp.MustCompile(`^metadata\.(labels|annotations)\['(.*)'\]$`)

// fieldOfPod is a field of the pods that an object makes, as far as it is the
// same in each of them.
func fieldOfPod(object map[string]any, path string) (value, unknown string) {
	switch path {
	case "metadata.namespace":
		value = text(object, "metadata", "namespace")
	case "spec.serviceAccountName":
		return cmp.Or(text(podSpec(object), "serviceAccountName"), "default"), ""
	}
	if match := keyedField.FindStringSubmatch(path); match != nil {
		set, _ := podMetadata(object)[match[1]].(map[string]any)
		value, _ = set[match[2]].(string)
	}
	if value != "" {
		return value, ""
	}
	return "", fmt.Sprintf("only a pod that is there tells %s", cmp.Or(path, "it"))
}

// podMetadata finds the metadata of the pods that a workload or a CronJob
// makes, or of a pod.
func podMetadata(object map[string]any) map[string]any {
	for _, path := range [][]string{{"spec", "template"}, {"spec", "jobTemplate", "spec", "template"}, {}} {
		if template, ok := field(object, path...).(map[string]any); ok {
			metadata, _ := template["metadata"].(map[string]any)
			return metadata
		}
	}
	return nil
}
