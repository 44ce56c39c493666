package evidence

import (
	"fmt"
	"maps"
	"strings"
	"time"

	metav1 "k8s.io/apimachinery/pkg/apis/meta/v1"
	"k8s.io/apimachinery/pkg/apis/meta/v1/unstructured"
	"k8s.io/apimachinery/pkg/labels"
	"k8s.io/apimachinery/pkg/runtime/schema"

	"github.com/kubectl-mastery/kubectl-mastery/pkg/challenge"
	"github.com/kubectl-mastery/kubectl-mastery/pkg/check"
	"github.com/kubectl-mastery/kubectl-mastery/pkg/probe"
)

// view turns lists into observations.
type view struct {
	challenge *challenge.Challenge
	namespace func(alias string) string
	values    challenge.Substitution // for names of objects
	lists     map[source]listing
}

func (v view) observe(w challenge.Watch) check.Observed {
	switch {
	case w.PodsOf != "":
		owner := v.observe(v.challenge.Spec.Observe[w.PodsOf])
		return check.Observed{
			What: "pods of " + owner.What, Items: owner.Pods, Unread: owner.Unread, Changed: owner.Changed,
			Pods: owner.Pods, Superseded: owner.Superseded, Ended: owner.Ended,
		}
	case w.Backs != "":
		return v.backing(w)
	default:
		return v.named(w)
	}
}

func (v view) named(w challenge.Watch) check.Observed {
	kind := schema.FromAPIVersionAndKind(w.APIVersion, w.Kind)
	ns := v.namespace(w.Namespace)
	list := v.lists[source{kind, ns}]
	o := check.Observed{What: strings.ToLower(w.Kind) + "s", Single: w.Name != "", Unread: list.unread}
	name, err := v.values.Apply(w.Name)
	if err != nil {
		o.Unread = fmt.Sprintf("the challenge has a bad name %q", w.Name)
		return o
	}
	if o.Single {
		o.What = strings.ToLower(w.Kind) + "/" + name
	}
	selector, err := labels.Parse(w.Selector)
	if err != nil {
		o.Unread = fmt.Sprintf("the challenge has a bad selector %q", w.Selector)
		return o
	}
	for _, item := range list.items {
		if ours(kind.Kind, item) {
			continue
		}
		if (name == "" || name == metadata(item, "name")) && selector.Matches(labels.Set(labelsOf(item))) {
			v.add(&o, ns, item)
		}
	}
	return o
}

// ours reports whether an object is one of our probes: a Job, or a pod of one.
// The label alone hides nothing, for a learner may put it on anything.
func ours(kind string, item map[string]any) bool {
	if _, labelled := labelsOf(item)[probe.Label]; !labelled {
		return false
	}
	owner := metav1.GetControllerOf(&unstructured.Unstructured{Object: item})
	return kind == "Job" || kind == "Pod" && owner != nil && owner.Kind == "Job"
}

// backing finds the workload whose pod template a Service selects, whatever
// its kind and name. Workloads that others own, and such as want no pods while
// another one does, do not count.
func (v view) backing(w challenge.Watch) check.Observed {
	ns := v.namespace(w.Namespace)
	service := strings.TrimPrefix(w.Backs, "service/")
	o := check.Observed{What: "a workload that makes pods for " + w.Backs, Single: true}
	services := v.lists[source{core("Service"), ns}]
	o.Unread = services.unread
	var selector map[string]string
	o.Why = w.Backs + " is not there"
	for _, s := range services.items {
		if metadata(s, "name") == service {
			selector, _, _ = unstructured.NestedStringMap(s, "spec", "selector")
			o.Why = w.Backs + " selects no pods: it has no selector"
		}
	}
	if len(selector) == 0 {
		return o
	}
	o.Why = fmt.Sprintf("no workload makes pods with the labels that %s selects: %s", w.Backs, labels.FormatLabels(selector))
	var wanted, idle []map[string]any
	for _, kind := range workloadKinds() {
		list := v.lists[source{kind, ns}]
		if list.unread != "" {
			o.Unread = list.unread
			return o
		}
		for _, item := range list.items {
			template, _, _ := unstructured.NestedStringMap(item, "spec", "template", "metadata", "labels")
			if controllerUID(item) != "" || !labels.SelectorFromSet(selector).Matches(labels.Set(template)) {
				continue
			}
			if n, set, _ := unstructured.NestedInt64(item, "spec", "replicas"); set && n == 0 {
				idle = append(idle, item)
				continue
			}
			wanted = append(wanted, item)
		}
	}
	if len(wanted) == 0 {
		wanted = idle
	}
	switch len(wanted) {
	case 0:
	case 1:
		o.What, o.Why = label(wanted[0]), ""
		v.add(&o, ns, wanted[0])
	default:
		names := make([]string, len(wanted))
		for i, item := range wanted {
			names[i] = label(item)
		}
		o.Unclear = fmt.Sprintf("%s is backed by more than one workload: %s", w.Backs, strings.Join(names, ", "))
	}
	return o
}

// add puts an object into an observation: its content, when it was changed,
// and for a workload its pods.
func (v view) add(o *check.Observed, namespace string, item map[string]any) {
	when := changed(item)
	o.Times = append(o.Times, when)
	if when.After(o.Changed) {
		o.Changed = when
	}
	content := maps.Clone(item)
	if m, ok := item["metadata"].(map[string]any); ok {
		m = maps.Clone(m)
		if managed := writers(m["managedFields"]); len(managed) > 0 {
			m["managedFields"] = managed
		} else {
			delete(m, "managedFields")
		}
		content["metadata"] = m
	}
	o.Items = append(o.Items, content)
	if o.Single && hasPods(item) {
		pods, sets := v.lists[source{core("Pod"), namespace}], v.lists[source{apps("ReplicaSet"), namespace}]
		if pods.unread != "" {
			o.Unread = pods.unread
		}
		if sets.unread != "" && item["kind"] == "Deployment" {
			o.Unread = sets.unread
		}
		o.Ended = pods.gone
		o.Pods, o.Superseded = ownedPods(item, pods.items, sets.items)
	}
}

// writers are managed fields without the fields, which nobody asks for and which
// are most of an object: who wrote, how and when.
func writers(managed any) []any {
	entries, _ := managed.([]any)
	var all []any
	for _, entry := range entries {
		if one, ok := entry.(map[string]any); ok {
			one = maps.Clone(one)
			delete(one, "fieldsV1")
			all = append(all, one)
		}
	}
	return all
}

// dropNulls takes out fields that are null, which say the same as absent ones
// but would not be absent for an expression.
func dropNulls(value any) {
	switch value := value.(type) {
	case map[string]any:
		for key, inner := range value {
			if inner == nil {
				delete(value, key)
				continue
			}
			dropNulls(inner)
		}
	case []any:
		for _, inner := range value {
			dropNulls(inner)
		}
	}
}

// hasPods reports whether an object is a pod or owns pods.
func hasPods(item map[string]any) bool {
	kind, _ := item["kind"].(string)
	return ownsPods(kind)
}

// ownsPods reports whether objects of a kind are pods or own some.
func ownsPods(kind string) bool {
	switch kind {
	case "Deployment", "ReplicaSet", "ReplicationController", "StatefulSet", "DaemonSet", "Job", "Pod":
		return true
	}
	return false
}

// changed is when somebody last changed an object's wanted state. What the
// control plane writes by itself, and status, do not count. Of a ConfigMap or
// Secret the data count, whoever wrote them, and labels and the like do not.
func changed(item map[string]any) time.Time {
	o := unstructured.Unstructured{Object: item}
	if o.GetKind() == "Event" {
		return time.Time{} // it tells what happened, whoever wrote it, and nobody wants anything by it
	}
	config := o.GetKind() == "ConfigMap" || o.GetKind() == "Secret"
	last := o.GetCreationTimestamp().Time
	if o.GetLabels()["endpointslice.kubernetes.io/managed-by"] == "endpointslice-controller.k8s.io" {
		last = time.Time{} // nobody made it: it follows Services and pods, our probes among them
	}
	metadata, _ := item["metadata"].(map[string]any)
	managed, _ := metadata["managedFields"].([]any)
	for _, entry := range managed { // read as it is: GetManagedFields takes it through JSON
		field, _ := entry.(map[string]any)
		switch field["manager"] {
		case "kube-controller-manager", "kube-scheduler", "kubelet":
			if !config {
				continue
			}
		}
		if field["subresource"] == "status" || config && besidesData(field["fieldsV1"]) {
			continue
		}
		text, _ := field["time"].(string)
		if when, err := time.Parse(time.RFC3339, text); err == nil && when.After(last) {
			last = when
		}
	}
	return last
}

// besidesData reports whether a manager has written nothing of a ConfigMap or
// Secret that its readers see.
func besidesData(fields any) bool {
	written, _ := fields.(map[string]any)
	for name := range written {
		if name != "f:metadata" && name != "f:immutable" {
			return false
		}
	}
	return len(written) > 0
}

func metadata(item map[string]any, key string) string {
	s, _, _ := unstructured.NestedString(item, "metadata", key)
	return s
}

func labelsOf(item map[string]any) map[string]string {
	m, _, _ := unstructured.NestedStringMap(item, "metadata", "labels")
	return m
}

func label(item map[string]any) string {
	kind, _ := item["kind"].(string)
	return strings.ToLower(kind) + "/" + metadata(item, "name")
}
