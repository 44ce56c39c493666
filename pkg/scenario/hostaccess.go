package scenario

import (
	"fmt"
	"maps"
	"slices"

	"k8s.io/apimachinery/pkg/apis/meta/v1/unstructured"

	"github.com/kubectl-mastery/kubectl-mastery/pkg/challenge"
)

// reach is one way in which an object's pods reach their node.
type reach struct {
	way   challenge.HostAccess
	field string
}

// hostAccess finds how far an object reaches into nodes, by what Pod Security
// forbids at its level "baseline".
func hostAccess(object *unstructured.Unstructured) []reach {
	var found []reach
	add := func(is bool, way challenge.HostAccess, field string) {
		if is {
			found = append(found, reach{way, field})
		}
	}
	if object.GetKind() == "PersistentVolume" {
		add(has(object.Object, "spec", "hostPath") || has(object.Object, "spec", "local"), challenge.HostPath, "spec")
	}
	for _, pod := range PodSpecs(object) {
		add(isTrue(pod.Spec, "hostNetwork"), challenge.HostNetwork, pod.Field+".hostNetwork")
		add(isTrue(pod.Spec, "hostPID"), challenge.HostPID, pod.Field+".hostPID")
		add(isTrue(pod.Spec, "hostIPC"), challenge.HostIPC, pod.Field+".hostIPC")
		add(isTrue(pod.Spec, "securityContext", "windowsOptions", "hostProcess"), challenge.Privileged, pod.Field+".securityContext")
		for i, volume := range items(pod.Spec["volumes"]) {
			add(has(volume, "hostPath"), challenge.HostPath, fmt.Sprintf("%s.volumes[%d]", pod.Field, i))
		}
		for _, c := range pod.Containers() {
			security := c.Field + ".securityContext"
			add(isTrue(c.Spec, "securityContext", "privileged") || isTrue(c.Spec, "securityContext", "windowsOptions", "hostProcess"), challenge.Privileged, security)
			proc, _, _ := unstructured.NestedString(c.Spec, "securityContext", "procMount")
			add(proc != "" && proc != "Default", challenge.Privileged, security)
			added, _, _ := unstructured.NestedStringSlice(c.Spec, "securityContext", "capabilities", "add")
			add(slices.ContainsFunc(added, unusual), challenge.Capabilities, security)
			for i, port := range items(c.Spec["ports"]) {
				number, _, _ := unstructured.NestedNumberAsFloat64(port, "hostPort")
				add(number != 0, challenge.HostPort, fmt.Sprintf("%s.ports[%d]", c.Field, i))
			}
		}
	}
	return found
}

// unusual reports whether "baseline" forbids that a container adds the
// capability.
func unusual(capability string) bool {
	return !slices.Contains([]string{
		"AUDIT_WRITE", "CHOWN", "DAC_OVERRIDE", "FOWNER", "FSETID", "KILL", "MKNOD", "NET_BIND_SERVICE",
		"SETFCAP", "SETGID", "SETPCAP", "SETUID", "SYS_CHROOT",
	}, capability)
}

// Part is a part of an object, with the field where it stands.
type Part struct {
	Spec  map[string]any
	Field string
}

// PodSpecs are the specifications of pods in an object of any kind: a Pod's
// own, and those of templates, however deep. All that has a list of containers
// is taken for one.
func PodSpecs(object *unstructured.Unstructured) []Part {
	var found []Part
	var walk func(value any, field string)
	walk = func(value any, field string) {
		switch value := value.(type) {
		case map[string]any:
			if _, ok := value["containers"].([]any); ok {
				found = append(found, Part{value, field})
			}
			for _, key := range slices.Sorted(maps.Keys(value)) {
				walk(value[key], join(field, key))
			}
		case []any:
			for i := range value {
				walk(value[i], fmt.Sprintf("%s[%d]", field, i))
			}
		}
	}
	walk(object.Object, "")
	return found
}

// Containers are the containers of a pod's specification, of all sorts.
func (p Part) Containers() []Part {
	var found []Part
	for _, sort := range []string{"initContainers", "containers", "ephemeralContainers"} {
		for i, c := range items(p.Spec[sort]) {
			found = append(found, Part{c, fmt.Sprintf("%s.%s[%d]", p.Field, sort, i)})
		}
	}
	return found
}

func join(field, key string) string {
	if field == "" {
		return key
	}
	return field + "." + key
}

// items are the maps in a list; what is none is nil.
func items(value any) []map[string]any {
	list, _ := value.([]any)
	found := make([]map[string]any, len(list))
	for i := range list {
		found[i], _ = list[i].(map[string]any)
	}
	return found
}

func has(object map[string]any, fields ...string) bool {
	value, found, err := unstructured.NestedFieldNoCopy(object, fields...)
	return err == nil && found && value != nil
}

func isTrue(object map[string]any, fields ...string) bool {
	value, _, _ := unstructured.NestedBool(object, fields...)
	return value
}
