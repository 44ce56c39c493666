package evidence

import (
	"fmt"
	"slices"

	"k8s.io/apimachinery/pkg/api/equality"
	metav1 "k8s.io/apimachinery/pkg/apis/meta/v1"
	"k8s.io/apimachinery/pkg/apis/meta/v1/unstructured"
)

// ownedPods splits the pods of a workload by controller ownership: those of
// its current revision, and those of earlier ones or on their way out.
func ownedPods(workload map[string]any, pods, replicaSets []map[string]any) (current, superseded []map[string]any) {
	owners := map[string]bool{}
	uid := metadata(workload, "uid")
	isCurrent := func(map[string]any) bool { return true }
	switch workload["kind"] {
	case "Deployment":
		currentSet := ""
		for _, rs := range replicaSets {
			if controllerUID(rs) != uid {
				continue
			}
			owners[metadata(rs, "uid")] = true
			if upToDate(workload) && revision(rs) == revision(workload) && sameTemplate(workload, rs) {
				currentSet = metadata(rs, "uid")
			}
		}
		isCurrent = func(pod map[string]any) bool { return currentSet != "" && controllerUID(pod) == currentSet }
	case "StatefulSet":
		owners[uid] = true
		hash, _, _ := unstructured.NestedString(workload, "status", "updateRevision")
		isCurrent = func(pod map[string]any) bool { return labelsOf(pod)["controller-revision-hash"] == hash }
	case "DaemonSet":
		owners[uid] = true
		generation := annotation(workload, "deprecated.daemonset.template.generation")
		isCurrent = func(pod map[string]any) bool { return labelsOf(pod)["pod-template-generation"] == generation }
	case "Pod":
		return []map[string]any{workload}, nil
	default:
		owners[uid] = true
	}
	for _, pod := range pods {
		if !owners[controllerUID(pod)] {
			continue
		}
		if isCurrent(pod) && metadata(pod, "deletionTimestamp") == "" && asTemplated(workload, pod) {
			current = append(current, pod)
		} else {
			superseded = append(superseded, pod)
		}
	}
	return current, superseded
}

// sameTemplate reports whether a ReplicaSet makes the pods that a Deployment
// wants now. While a rollout is paused no ReplicaSet may do so. The controller
// adds a label of its own to its copy of the template.
func sameTemplate(deployment, replicaSet map[string]any) bool {
	template := func(item map[string]any) map[string]any {
		t, _, _ := unstructured.NestedMap(item, "spec", "template") // a deep copy
		unstructured.RemoveNestedField(t, "metadata", "labels", "pod-template-hash")
		// Servers before Kubernetes 1.34 write a creationTimestamp of null.
		dropNulls(t)
		return t
	}
	return equality.Semantic.DeepEqual(template(deployment), template(replicaSet))
}

// asTemplated reports whether a pod still is what the workload's template
// makes. A pod that was resized, or adopted by its labels, is not: the next one
// will be different. Admission may have added to the pod, so only what the
// template says is compared; images are left to the checks, which know when
// two references mean the same.
func asTemplated(workload, pod map[string]any) bool {
	template, _, _ := unstructured.NestedMap(workload, "spec", "template", "spec")
	actual, _, _ := unstructured.NestedMap(pod, "spec")
	for _, field := range []string{"volumes", "nodeSelector", "affinity", "schedulerName", "serviceAccountName", "runtimeClassName"} {
		if !includes(actual[field], template[field]) {
			return false
		}
	}
	for _, list := range []string{"containers", "initContainers"} {
		for _, wanted := range named(template[list]) {
			found := false
			for _, container := range named(actual[list]) {
				if container["name"] != wanted["name"] {
					continue
				}
				found = true
				if !runsAs(container, wanted) || mountsMore(container, wanted, actual, template) {
					return false
				}
			}
			if !found {
				return false
			}
		}
	}
	return true
}

// runsAs reports whether a container runs what the template's container of its
// name does. What is run has an order, and of two variables with one name the
// later one counts; of the rest there may be more.
func runsAs(container, wanted map[string]any) bool {
	for _, field := range []string{"command", "args", "workingDir"} {
		if !equality.Semantic.DeepEqual(container[field], wanted[field]) {
			return false
		}
	}
	have := variables(container)
	for name, value := range variables(wanted) {
		if !includes(have[name], value) {
			return false
		}
	}
	for _, field := range []string{"envFrom", "volumeMounts", "resources"} {
		if !includes(container[field], wanted[field]) {
			return false
		}
	}
	for _, field := range []string{"readinessProbe", "livenessProbe", "startupProbe"} {
		if !probedAs(container[field], wanted[field]) {
			return false
		}
	}
	return true
}

// mountsMore reports whether a container has files of its namespace that the
// template's does not: the next pod will lack them. What admission brings comes
// from volumes that it brings as well, such as a token or an empty directory.
func mountsMore(container, wanted, spec, template map[string]any) bool {
	for _, mount := range named(container["volumeMounts"]) {
		if includes(wanted["volumeMounts"], []any{map[string]any{"name": mount["name"], "mountPath": mount["mountPath"]}}) {
			continue
		}
		if includes(template["volumes"], []any{map[string]any{"name": mount["name"]}}) {
			return true
		}
		for _, volume := range named(spec["volumes"]) {
			if volume["name"] == mount["name"] && (volume["configMap"] != nil || volume["secret"] != nil || volume["persistentVolumeClaim"] != nil) {
				return true
			}
		}
	}
	return false
}

// probedAs reports whether a probe is what the template says. Admission may
// lead it elsewhere, as meshes do whose proxy passes it on, but it still asks.
func probedAs(actual, wanted any) bool {
	have, _ := actual.(map[string]any)
	probe, _ := wanted.(map[string]any)
	for field, value := range probe {
		switch field {
		case "httpGet", "tcpSocket", "grpc":
			if have["httpGet"] == nil && have["tcpSocket"] == nil && have["grpc"] == nil {
				return false
			}
		default:
			if !includes(have[field], value) {
				return false
			}
		}
	}
	return true
}

func variables(container map[string]any) map[any]any {
	last := map[any]any{}
	for _, v := range named(container["env"]) {
		last[v["name"]] = v
	}
	return last
}

func named(list any) []map[string]any {
	items, _ := list.([]any)
	var out []map[string]any
	for _, item := range items {
		if m, ok := item.(map[string]any); ok {
			out = append(out, m)
		}
	}
	return out
}

// includes reports whether actual has all that wanted says: the same values,
// each key of a map, each item of a list.
func includes(actual, wanted any) bool {
	switch wanted := wanted.(type) {
	case nil:
		return true
	case map[string]any:
		have, _ := actual.(map[string]any)
		for key, value := range wanted {
			if !includes(have[key], value) {
				return false
			}
		}
		return true
	case []any:
		have, _ := actual.([]any)
		for _, value := range wanted {
			if !slices.ContainsFunc(have, func(one any) bool { return includes(one, value) }) {
				return false
			}
		}
		return true
	default:
		return equality.Semantic.DeepEqual(actual, wanted)
	}
}

// upToDate reports whether the controller has seen the object's latest spec.
func upToDate(workload map[string]any) bool {
	wanted, _, _ := unstructured.NestedInt64(workload, "metadata", "generation")
	seen, _, _ := unstructured.NestedInt64(workload, "status", "observedGeneration")
	return seen >= wanted
}

func revision(item map[string]any) string {
	return annotation(item, "deployment.kubernetes.io/revision")
}

func annotation(item map[string]any, key string) string {
	m, _, _ := unstructured.NestedStringMap(item, "metadata", "annotations")
	return m[key]
}

func controllerUID(item map[string]any) string {
	owner := metav1.GetControllerOf(&unstructured.Unstructured{Object: item})
	if owner == nil {
		return ""
	}
	return fmt.Sprint(owner.UID)
}
