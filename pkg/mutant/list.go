package mutant

import (
	"cmp"
	"fmt"
	"maps"
	"reflect"
	"slices"
	"strings"

	"k8s.io/apimachinery/pkg/apis/meta/v1/unstructured"

	"github.com/kubectl-mastery/kubectl-mastery/pkg/challenge"
	"github.com/kubectl-mastery/kubectl-mastery/pkg/evidence"
	"github.com/kubectl-mastery/kubectl-mastery/pkg/scenario"
)

// All lists the mutants of a solved state by name: those of what the scenario
// or the learner made, in the challenge's namespaces and, where it declares to
// touch them, outside. What a controller made follows by itself.
func All(c *challenge.Challenge, namespaces map[string]string, objects []map[string]any) []Mutant {
	scope := scope{challenge: c, namespaces: namespaces}
	found := map[string]Mutant{}
	for _, o := range objects {
		if !scope.includes(o) {
			continue
		}
		for _, m := range of(o, scope.label(o)) {
			m.object = o
			if !m.deletes() && reflect.DeepEqual(m.wanted(m.object).Object, o) {
				continue // it was so already
			}
			found[m.Name] = m // a kind that was listed in two versions is there twice
		}
	}
	return slices.SortedFunc(maps.Values(found), func(a, b Mutant) int { return cmp.Compare(a.Name, b.Name) })
}

// of are the mutants of one object.
func of(o map[string]any, label string) []Mutant {
	if o["kind"] == "Namespace" {
		return labels(o, label)
	}
	all := append([]Mutant{{Name: "delete " + label}}, asleep(o, label)...)
	switch o["kind"] {
	case "Service":
		if len(nested(o, "spec", "selector")) > 0 {
			all = append(all, Mutant{Name: "selector of " + label, nowhere: true, edit: func(o map[string]any) {
				nested(o, "spec")["selector"] = map[string]any{"app": "nobody"}
			}})
		}
	case "ResourceQuota":
		for key := range nested(o, "spec", "hard") {
			all = append(all, Mutant{Name: fmt.Sprintf("without hard.%s of %s", key, label), edit: func(o map[string]any) {
				for _, part := range []map[string]any{nested(o, "spec", "hard"), nested(o, "status", "hard"), nested(o, "status", "used")} {
					delete(part, key)
				}
			}})
		}
	case "LimitRange":
		all = append(all, bounds(o, label)...)
	case "Role", "ClusterRole":
		if o["aggregationRule"] == nil { // a controller writes the rules of one that has it
			all = append(all, shorter(o, label, "rules")...)
		}
	case "RoleBinding", "ClusterRoleBinding":
		all = append(all, shorter(o, label, "subjects")...)
	}
	return append(all, ofPods(o, label)...)
}

// bounds are the mutants of a LimitRange: it says one thing less.
func bounds(o map[string]any, label string) []Mutant {
	var all []Mutant
	for i, limit := range items(nested(o, "spec")["limits"]) {
		for _, part := range []string{"default", "defaultRequest", "max", "min", "maxLimitRequestRatio"} {
			for resource := range nested(limit, part) {
				all = append(all, Mutant{Name: fmt.Sprintf("without limits[%d].%s.%s of %s", i, part, resource, label), edit: func(o map[string]any) {
					delete(nested(items(nested(o, "spec")["limits"])[i], part), resource)
				}})
			}
		}
	}
	return all
}

// shorter are the mutants in which a list of an object lacks one item; without
// the only one it would be as if deleted.
func shorter(o map[string]any, label, list string) []Mutant {
	var all []Mutant
	before, _ := o[list].([]any)
	for i := range before {
		if len(before) == 1 {
			break
		}
		all = append(all, Mutant{Name: fmt.Sprintf("without %s[%d] of %s", list, i, label), edit: func(o map[string]any) {
			now, _ := o[list].([]any)
			o[list] = slices.Delete(now, i, i+1)
		}})
	}
	return all
}

// asleep are the mutants in which a workload wants no pods.
func asleep(o map[string]any, label string) []Mutant {
	switch o["kind"] {
	case "Deployment", "StatefulSet", "ReplicaSet", "ReplicationController":
		return []Mutant{{Name: fmt.Sprintf("scale %s to 0", label), idle: true, edit: func(o map[string]any) { nested(o, "spec")["replicas"] = int64(0) }}}
	case "DaemonSet":
		return []Mutant{{Name: "no node for " + label, idle: true, edit: func(o map[string]any) {
			nested(o, "spec", "template", "spec")["nodeSelector"] = map[string]any{"kubernetes.io/hostname": "nowhere"}
		}}}
	case "CronJob":
		return []Mutant{{Name: "suspend " + label, edit: func(o map[string]any) { nested(o, "spec")["suspend"] = true }}}
	}
	return nil
}

// labels are the mutants of a namespace: those of its labels go that neither
// the API server nor this program gives it.
func labels(o map[string]any, label string) []Mutant {
	var all []Mutant
	for key := range nested(o, "metadata", "labels") {
		if key == "kubernetes.io/metadata.name" || key == "app.kubernetes.io/managed-by" {
			continue
		}
		all = append(all, Mutant{Name: fmt.Sprintf("without label %s of %s", key, label), edit: func(o map[string]any) {
			delete(nested(o, "metadata", "labels"), key)
		}})
	}
	return all
}

// scope is what belongs to one run of a challenge.
type scope struct {
	challenge  *challenge.Challenge
	namespaces map[string]string // real names by alias
}

func (s scope) includes(o map[string]any) bool {
	meta := unstructured.Unstructured{Object: o}
	switch {
	case meta.GetKind() == "Event": // what it tells has happened
		return false
	case meta.GetLabels()["app.kubernetes.io/managed-by"] == "kubectl-debug": // somebody has looked, under a name that is new each time
		return false
	case meta.GetDeletionTimestamp() != nil || len(meta.GetOwnerReferences()) > 0 || !made(meta) || evidence.Ours(o):
		return false
	}
	run := scenario.Deployment{Challenge: s.challenge, Namespaces: s.namespaces}
	return run.Includes(&meta)
}

// made reports whether somebody wanted an object: what only the control plane
// has written comes back by itself.
func made(o unstructured.Unstructured) bool {
	for _, field := range o.GetManagedFields() {
		switch field.Manager {
		case "kube-controller-manager", "kube-scheduler", "kubelet":
		default:
			return true
		}
	}
	return false
}

func (s scope) alias(namespace string) string {
	for alias, name := range s.namespaces {
		if name == namespace {
			return alias
		}
	}
	return ""
}

// label names an object in the same words in every run: with its namespace
// where that is not the main one, and with variables for namespaces in names.
func (s scope) label(o map[string]any) string {
	meta := unstructured.Unstructured{Object: o}
	name := meta.GetName()
	for _, alias := range s.challenge.Namespaces() {
		actual := s.namespaces[alias]
		if rest, found := strings.CutPrefix(name, actual); found && (rest == "" || rest[0] == '-') {
			name = challenge.NamespaceVariable(alias) + rest
			break
		}
	}
	label := strings.ToLower(meta.GetKind()) + "/" + name
	if alias := s.alias(meta.GetNamespace()); alias != "" && alias != challenge.MainNamespace {
		label += " in " + alias
	}
	return label
}
