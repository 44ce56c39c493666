package check

import (
	"fmt"
	"slices"
	"time"
)

// stale finds a running container that took its configuration from a
// ConfigMap or Secret which was changed after the container started. What
// runs then says nothing about the state that is wanted now; empty where
// there is no such container.
func stale(ev Evidence) string {
	changes := configChanges(ev)
	var found []string
	for _, o := range ev.Objects {
		for _, pod := range o.Pods {
			for _, reference := range configReferences(podSpec(pod)) {
				changed, known := changes[text(pod, "metadata", "namespace")+" "+reference]
				if !known || !startedBefore(pod, changed) {
					continue
				}
				found = append(found, fmt.Sprintf("%s was changed after pod %s started, so what runs does not show whether it still works; a new pod would", reference, name(pod)))
			}
		}
	}
	if len(found) == 0 {
		return ""
	}
	return slices.Min(found) // the same one each time
}

// configChanges are the moments at which observed configuration was changed,
// by "NAMESPACE KIND/NAME".
func configChanges(ev Evidence) map[string]time.Time {
	changes := map[string]time.Time{}
	for _, o := range ev.Objects {
		for i, item := range o.Items {
			kind := map[any]string{"ConfigMap": "configmap/", "Secret": "secret/"}[item["kind"]]
			if kind != "" && i < len(o.Times) {
				changes[text(item, "metadata", "namespace")+" "+kind+name(item)] = o.Times[i]
			}
		}
	}
	return changes
}

func startedBefore(pod map[string]any, change time.Time) bool {
	for _, status := range containerStatuses(pod) {
		if started := moment(status, "state", "running", "startedAt"); !started.IsZero() && change.After(started) {
			return true
		}
	}
	return false
}

// configReferences lists the ConfigMaps and Secrets that a pod's containers
// get their configuration from, as KIND/NAME.
func configReferences(spec map[string]any) []string {
	var all []string
	add := func(kind string, source any, key string) {
		if m, ok := source.(map[string]any); ok {
			if name := text(m, key); name != "" {
				all = append(all, kind+"/"+name)
			}
		}
	}
	for _, c := range containers(spec) {
		for _, from := range objects(c["envFrom"]) {
			add("configmap", from["configMapRef"], "name")
			add("secret", from["secretRef"], "name")
		}
		for _, variable := range objects(c["env"]) {
			add("configmap", field(variable, "valueFrom", "configMapKeyRef"), "name")
			add("secret", field(variable, "valueFrom", "secretKeyRef"), "name")
		}
	}
	for _, volume := range objects(spec["volumes"]) {
		add("configmap", volume["configMap"], "name")
		add("secret", volume["secret"], "secretName")
		for _, source := range objects(field(volume, "projected", "sources")) {
			add("configmap", source["configMap"], "name")
			add("secret", source["secret"], "name")
		}
	}
	return all
}
