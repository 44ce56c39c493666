// Package mutant changes one thing of a solved challenge at a time. What was
// solved must not count as solved any more: a verdict that stays "pass" has a
// hole.
package mutant

import (
	"maps"
	"slices"

	metav1 "k8s.io/apimachinery/pkg/apis/meta/v1"
	"k8s.io/apimachinery/pkg/apis/meta/v1/unstructured"
)

// Mutant is one change to one object.
type Mutant struct {
	// Name says what was changed, such as "delete service/shop".
	Name string

	object map[string]any // as it was recorded
	edit   func(object map[string]any)
	// pods is set where edit changes what pods are made of: it does the same to
	// the spec of one pod.
	pods func(spec map[string]any)
	// idle is set where the object wants no pods after edit, and nowhere where it
	// leads to none.
	idle, nowhere bool
}

// deletes reports whether the object is deleted, not edited.
func (m Mutant) deletes() bool { return m.edit == nil }

// wanted is an object with the change, as whoever made it would write it.
func (m Mutant) wanted(object map[string]any) *unstructured.Unstructured {
	o := (&unstructured.Unstructured{Object: object}).DeepCopy()
	m.edit(o.Object)
	return o
}

// stored is an object with the change, as the API server and its controller
// have it then.
func (m Mutant) stored(object map[string]any) map[string]any {
	o := m.wanted(object)
	if generation := o.GetGeneration(); generation > 0 {
		o.SetGeneration(generation + 1)
		if status := nested(o.Object, "status"); status["observedGeneration"] != nil {
			status["observedGeneration"] = generation + 1
		}
	}
	return o.Object
}

// Follow is what the objects of a cluster would be after the change, once the
// control plane has done what it does then, and where all else goes as well as
// it can: pods that were made anew are ready. What is not solved in that state
// is solved in no other. The objects themselves are not changed.
func (m Mutant) Follow(objects []map[string]any) []map[string]any {
	own := owned(objects, uid(m.object))
	ranges := slices.DeleteFunc(slices.Clone(objects), func(o map[string]any) bool { return o["kind"] != "LimitRange" })
	left := make([]map[string]any, 0, len(objects))
	gone := map[string]bool{}
	for _, o := range objects {
		switch {
		case uid(o) == uid(m.object) && m.deletes(),
			own[uid(o)] && m.deletes(),
			own[uid(o)] && m.idle && o["kind"] == "Pod":
			gone[uid(o)] = true
			continue
		case uid(o) == uid(m.object):
			o = m.stored(o)
			m.settle(o, ranges)
		case own[uid(o)] && (m.pods != nil || m.idle):
			o = (&unstructured.Unstructured{Object: o}).DeepCopy().Object
			m.settleOwned(o, ranges)
		case own[uid(o)] && m.nowhere && o["kind"] == "EndpointSlice":
			o = leading(o, nil)
		}
		left = append(left, o)
	}
	for i, o := range left {
		if o["kind"] == "EndpointSlice" {
			left[i] = leading(o, slices.DeleteFunc(items(o["endpoints"]), func(e map[string]any) bool {
				id, _ := nested(e, "targetRef")["uid"].(string)
				return gone[id]
			}))
		}
	}
	return left
}

// leading is an EndpointSlice with those endpoints. Where none is left, its
// controller takes out the ports as well.
func leading(slice map[string]any, endpoints []map[string]any) map[string]any {
	slice = maps.Clone(slice)
	delete(slice, "endpoints")
	if len(endpoints) == 0 {
		delete(slice, "ports")
		return slice
	}
	all := make([]any, len(endpoints))
	for i := range endpoints {
		all[i] = endpoints[i]
	}
	slice["endpoints"] = all
	return slice
}

// settle gives the changed object the status that it comes to.
func (m Mutant) settle(o map[string]any, ranges []map[string]any) {
	if m.idle {
		status := nested(o, "status")
		for _, count := range []string{
			"replicas", "readyReplicas", "availableReplicas", "updatedReplicas", "currentReplicas", "terminatingReplicas",
			"currentNumberScheduled", "desiredNumberScheduled", "numberReady", "numberAvailable", "updatedNumberScheduled",
		} {
			delete(status, count)
		}
	}
	if o["kind"] == "Pod" && m.pods != nil {
		admitted(o, ranges)
	}
}

// settleOwned changes what belongs to the changed object as its controller
// would.
func (m Mutant) settleOwned(o map[string]any, ranges []map[string]any) {
	spec := nested(o, "spec")
	switch {
	case o["kind"] == "ReplicaSet" && m.idle:
		spec["replicas"] = int64(0)
		m.settle(o, ranges)
	case o["kind"] == "ReplicaSet" && m.pods != nil && spec["replicas"] != int64(0):
		m.pods(nested(o, "spec", "template", "spec"))
	case o["kind"] == "Pod" && m.pods != nil:
		m.pods(spec)
		admitted(o, ranges)
	}
}

// admitted makes of a pod that was made anew what admission makes of it, and
// lets its status name the images that its spec does.
func admitted(pod map[string]any, ranges []map[string]any) {
	for _, r := range ranges {
		if namespace(r) == namespace(pod) {
			fill(pod, items(nested(r, "spec")["limits"]))
		}
	}
	for _, list := range []string{"containerStatuses", "initContainerStatuses"} {
		for _, status := range items(nested(pod, "status")[list]) {
			for _, c := range containers(nested(pod, "spec")) {
				if c["name"] == status["name"] && c["image"] != status["image"] {
					status["image"], status["imageID"] = c["image"], c["image"]
				}
			}
		}
	}
}

// fill gives containers the amounts of a LimitRange that they do not name.
func fill(pod map[string]any, limits []map[string]any) {
	for _, c := range containers(nested(pod, "spec")) {
		for _, limit := range limits {
			if limit["type"] != "Container" {
				continue
			}
			resources := maps.Clone(nested(c, "resources"))
			for part, given := range map[string]string{"limits": "default", "requests": "defaultRequest"} {
				amounts := maps.Clone(nested(limit, given))
				maps.Copy(amounts, nested(resources, part))
				if len(amounts) > 0 {
					resources[part] = amounts
				}
			}
			c["resources"] = resources
		}
	}
}

// owned are the uids of all that belongs to an object, and to that in turn.
func owned(objects []map[string]any, top string) map[string]bool {
	own := map[string]bool{}
	for found := true; found; {
		found = false
		for _, o := range objects {
			for _, owner := range owners(o) {
				if id := string(owner.UID); !own[uid(o)] && (id == top || own[id]) {
					own[uid(o)], found = true, true
				}
			}
		}
	}
	return own
}

func owners(o map[string]any) []metav1.OwnerReference {
	return (&unstructured.Unstructured{Object: o}).GetOwnerReferences()
}

func namespace(o map[string]any) string {
	return (&unstructured.Unstructured{Object: o}).GetNamespace()
}

func uid(o map[string]any) string { return string((&unstructured.Unstructured{Object: o}).GetUID()) }

// nested is a map within maps; where there is none, one that nobody keeps.
func nested(o map[string]any, path ...string) map[string]any {
	for _, key := range path {
		inner, _ := o[key].(map[string]any)
		if inner == nil {
			inner = map[string]any{}
		}
		o = inner
	}
	return o
}

// items are the maps in a list.
func items(value any) []map[string]any {
	list, _ := value.([]any)
	var all []map[string]any
	for _, item := range list {
		if m, ok := item.(map[string]any); ok {
			all = append(all, m)
		}
	}
	return all
}

// containers are all of a pod's spec, those of initContainers too.
func containers(spec map[string]any) []map[string]any {
	return slices.Concat(items(spec["containers"]), items(spec["initContainers"]))
}
