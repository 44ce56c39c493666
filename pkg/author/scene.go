package author

import (
	"cmp"
	"maps"
	"reflect"
	"slices"

	"k8s.io/apimachinery/pkg/apis/meta/v1/unstructured"

	"github.com/kubectl-mastery/kubectl-mastery/pkg/evidence"
)

// scene is all that there is of a case in the cluster, by UID, as far as
// somebody wants it so or a case could notice it: without what changes whenever
// an object is written.
type scene map[string]*unstructured.Unstructured

// newScene takes over what belongs to the run of what was recorded.
func newScene(objects []map[string]any, belongs func(*unstructured.Unstructured) bool) scene {
	all := scene{}
	for _, object := range objects {
		if o := (&unstructured.Unstructured{Object: object}); belongs(o) && !evidence.Ours(object) {
			all[string(o.GetUID())] = essence(o)
		}
	}
	return all
}

// essence is what counts of an object.
func essence(o *unstructured.Unstructured) *unstructured.Unstructured {
	o = o.DeepCopy()
	for _, field := range []string{"resourceVersion", "generation", "managedFields"} {
		unstructured.RemoveNestedField(o.Object, "metadata", field)
	}
	switch o.GetKind() {
	case "Pod":
		o.Object["status"] = podEssence(o)
	case "ResourceQuota": // what is used of it decides what is admitted
	case "EndpointSlice":
		endpoints, _, _ := unstructured.NestedSlice(o.Object, "endpoints")
		slices.SortFunc(endpoints, func(a, b any) int { return cmp.Compare(firstAddress(a), firstAddress(b)) })
		o.Object["endpoints"] = endpoints
		o.SetAnnotations(nil)
	case "Endpoints":
		o.SetAnnotations(nil)
	default:
		delete(o.Object, "status")
	}
	return o
}

func firstAddress(endpoint any) string {
	e, _ := endpoint.(map[string]any)
	addresses, _, _ := unstructured.NestedStringSlice(e, "addresses")
	if len(addresses) == 0 {
		return ""
	}
	return addresses[0]
}

// podEssence is what a pod has come to: whether its containers run, and how
// often they have been started.
func podEssence(pod *unstructured.Unstructured) map[string]any {
	found := map[string]any{}
	for _, kind := range []string{"initContainerStatuses", "containerStatuses", "ephemeralContainerStatuses"} {
		all, _, _ := unstructured.NestedSlice(pod.Object, "status", kind)
		for _, one := range all {
			status, _ := one.(map[string]any)
			name, _ := status["name"].(string)
			state, _ := status["state"].(map[string]any)
			delete(status, "lastState")
			found[name] = map[string]any{
				"ready": status["ready"], "restarts": status["restartCount"], "id": status["containerID"], "running": state["running"] != nil,
			}
		}
	}
	found[""] = map[string]any{"phase": first(pod, "status", "phase"), "ip": first(pod, "status", "podIP")}
	return found
}

// unsteady reports whether an object is a pod that does not stay as it is: a
// container of it does not run, or has been started more than once.
func unsteady(o *unstructured.Unstructured) bool {
	if o.GetKind() != "Pod" || first(o, "status", "", "phase") == "Succeeded" {
		return false
	}
	containers, _, _ := unstructured.NestedSlice(o.Object, "spec", "containers")
	status, _ := o.Object["status"].(map[string]any)
	for _, one := range containers {
		container, _ := one.(map[string]any)
		name, _ := container["name"].(string)
		state, _ := status[name].(map[string]any)
		if state["running"] != true || state["restarts"] != int64(0) {
			return true
		}
	}
	return false
}

func stateless(o *unstructured.Unstructured) *unstructured.Unstructured {
	o = o.DeepCopy()
	delete(o.Object, "status")
	return o
}

// unsteady reports whether there is a pod that does not stay as it is.
func (s scene) unsteady() bool {
	return slices.ContainsFunc(slices.Collect(maps.Values(s)), unsteady)
}

func first(o *unstructured.Unstructured, path ...string) string {
	text, _, _ := unstructured.NestedString(o.Object, path...)
	return text
}

// change is one way in which a scene is not as it was.
type change struct {
	// before and now are the object as it was and as it is; nil where it was or is
	// not there.
	before, now *unstructured.Unstructured
}

// since lists what has changed, in order.
func (s scene) since(before scene) []change {
	var all []change
	for uid, now := range s {
		was := before[uid]
		if was != nil && unsteady(was) {
			was, now = stateless(was), stateless(now) // it would have gone on by itself
		}
		if was == nil || !reflect.DeepEqual(was.Object, now.Object) {
			all = append(all, change{before: was, now: now})
		}
	}
	for uid, was := range before {
		if s[uid] == nil {
			all = append(all, change{before: was})
		}
	}
	slices.SortFunc(all, func(a, b change) int { return cmp.Compare(a.key(), b.key()) })
	return all
}

func (c change) key() string {
	o := cmp.Or(c.now, c.before)
	return o.GetKind() + " " + o.GetNamespace() + "/" + o.GetName() + " " + string(o.GetUID())
}

// byItself reports whether the change goes once what it follows from is undone:
// controllers wrote it, or it is on its way out.
func (c change) byItself() bool {
	if c.now == nil {
		return false
	}
	if c.before == nil {
		return len(c.now.GetOwnerReferences()) > 0 || c.now.GetDeletionTimestamp() != nil
	}
	switch c.now.GetKind() {
	case "EndpointSlice":
		return len(c.now.GetOwnerReferences()) > 0
	case "Endpoints": // of those that are written by hand nobody makes a copy any more
		return true
	case "ResourceQuota":
		return reflect.DeepEqual(c.before.Object["spec"], c.now.Object["spec"]) && reflect.DeepEqual(c.before.Object["metadata"], c.now.Object["metadata"])
	}
	return false
}

// lasting reports whether nothing undoes the change: an object is gone, or what
// runs is not what ran.
func (c change) lasting() bool {
	if c.now == nil {
		return true
	}
	if c.before == nil {
		return false
	}
	switch c.now.GetKind() {
	case "Pod", "PersistentVolumeClaim", "Job", "ReplicaSet", "ControllerRevision":
		return true
	}
	return c.now.GetDeletionTimestamp() != nil
}
