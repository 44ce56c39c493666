package mutant

import (
	"fmt"
	"maps"
	"slices"
)

// sleeper is an image whose program does nothing, for ever.
const sleeper = "registry.k8s.io/pause:3.10.2"

// ofPods are the mutants of what pods are made of: of a pod by itself, or of a
// workload's template.
func ofPods(o map[string]any, label string) []Mutant {
	path := template(o)
	if path == nil {
		return nil
	}
	var all []Mutant
	for _, c := range containers(nested(o, path...)) {
		name, _ := c["name"].(string)
		for _, change := range ofContainer(c, fmt.Sprintf("%s/%s", label, name)) {
			pods := func(spec map[string]any) {
				for _, c := range containers(spec) {
					if c["name"] == name {
						change.edit(c)
					}
				}
			}
			all = append(all, Mutant{Name: change.Name, pods: pods, edit: func(o map[string]any) { pods(nested(o, path...)) }})
		}
	}
	return all
}

// template is where an object says what its pods are made of; nil where it has
// none, or where nobody could change it, as of a Job.
func template(o map[string]any) []string {
	switch o["kind"] {
	case "Pod":
		return []string{"spec"}
	case "Deployment", "StatefulSet", "DaemonSet", "ReplicaSet", "ReplicationController":
		return []string{"spec", "template", "spec"}
	case "CronJob":
		return []string{"spec", "jobTemplate", "spec", "template", "spec"}
	}
	return nil
}

// ofContainer are changes to one container.
func ofContainer(c map[string]any, label string) []Mutant {
	all := []Mutant{
		{Name: "image of " + label, edit: func(c map[string]any) { c["image"] = sleeper }},
		{Name: "command of " + label, edit: func(c map[string]any) {
			c["command"] = []any{"sleep", "infinity"}
			delete(c, "args")
		}},
	}
	for _, probe := range []string{"readinessProbe", "livenessProbe", "startupProbe"} {
		if c[probe] != nil {
			all = append(all, Mutant{Name: fmt.Sprintf("without %s of %s", probe, label), edit: func(c map[string]any) { delete(c, probe) }})
		}
	}
	for _, part := range []string{"requests", "limits"} {
		for _, resource := range slices.Sorted(maps.Keys(nested(c, "resources", part))) {
			all = append(all, Mutant{Name: fmt.Sprintf("without %s.%s of %s", part, resource, label), edit: func(c map[string]any) {
				drop(nested(c, "resources"), part, resource)
			}})
		}
	}
	return all
}

// drop takes an amount out of a container's resources. Where a limit is left,
// the API server makes it the request.
func drop(resources map[string]any, part, resource string) {
	amounts := nested(resources, part)
	delete(amounts, resource)
	if limit, limited := nested(resources, "limits")[resource]; part == "requests" && limited {
		amounts[resource] = limit
	}
	if len(amounts) == 0 {
		delete(resources, part)
	}
}
