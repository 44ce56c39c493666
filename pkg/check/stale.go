package check

import (
	"fmt"
	"slices"
	"time"
)

// stale finds a running container that took its configuration from a
// ConfigMap or Secret which was changed after the container started. What
// runs then says nothing about the state that is wanted now; empty where
// there is no such container. One that may just be between two ends is told of
// as passing: if it ends once more, the next run has what is wanted.
func stale(ev Evidence) (lasting, passing string) {
	changes := configChanges(ev)
	var found, between []string
	for _, o := range ev.Objects {
		for _, pod := range o.Pods {
			for _, s := range sources(podSpec(pod)) {
				began, ends := startedBefore(pod, changes[text(pod, "metadata", "namespace")+" "+s.kind+s.name].changed, ev.At)
				if !began {
					continue
				}
				if ends {
					between = append(between, fmt.Sprintf("a container of pod %s that ended before started again before %s%s was changed; it may end once more", name(pod), s.kind, s.name))
					continue
				}
				found = append(found, fmt.Sprintf("%s%s was changed after pod %s started, so what runs does not show whether it still works; a new pod would", s.kind, s.name, name(pod)))
			}
		}
	}
	return least(found), least(between)
}

// least is the first of several reasons, so that it is the same one each time;
// empty where there are none.
func least(reasons []string) string {
	if len(reasons) == 0 {
		return ""
	}
	return slices.Min(reasons)
}

// configTimes are the moments at which observed configuration was made and
// changed, by "NAMESPACE KIND/NAME".
type configTimes map[string]configTime

type configTime struct{ made, changed time.Time }

// seen is the moment from which on containers that start in a pod have what its
// ConfigMaps and Secrets hold now; the zero time where they always had.
func (c configTimes) seen(pod map[string]any) time.Time {
	var seen time.Time
	for _, s := range sources(podSpec(pod)) {
		config, created := c[text(pod, "metadata", "namespace")+" "+s.kind+s.name], moment(pod, "metadata", "creationTimestamp")
		together := created.Equal(config.made) && created.Equal(config.changed) // to the second, as all moments are
		if !created.After(config.changed) && !together {
			seen = latest(seen, config.changed.Add(kubeletReaction))
		}
	}
	return seen
}

func configChanges(ev Evidence) configTimes {
	changes := configTimes{}
	for _, o := range ev.Objects {
		for i, item := range o.Items {
			if i < len(o.Times) {
				changes[text(item, "metadata", "namespace")+" "+configKind(item["kind"])+name(item)] = configTime{
					made: moment(item, "metadata", "creationTimestamp"), changed: o.Times[i],
				}
			}
		}
	}
	return changes
}

// startedBefore reports whether a container that runs, or has done its work,
// started before a change, and whether one that runs may be about to end.
func startedBefore(pod map[string]any, change, at time.Time) (began, ends bool) {
	for _, status := range containerStatuses(pod) {
		for _, state := range []string{"running", "terminated"} {
			started := moment(status, "state", state, "startedAt")
			if started.IsZero() || !change.After(started) {
				continue
			}
			began = true
			ends = ends || state == "running" && at.Sub(started) <= betweenEnds(status)
		}
	}
	return began, ends
}

// betweenEnds is how long after its start a container that has ended before may
// be about to end once more, until the kubelet has said so; 0 where it never has.
func betweenEnds(status map[string]any) time.Duration {
	if long := untold(status); long > 0 {
		return min(long+controllerReaction, maxHold)
	}
	return 0
}

// configKind is how a kind that configuration comes from is written before a
// name; empty for others.
func configKind(kind any) string {
	switch kind {
	case "ConfigMap":
		return "configmap/"
	case "Secret":
		return "secret/"
	}
	return ""
}

// gone finds a pod whose configuration is not there any more, though it must
// be: the pod runs on, and no other one would start. It can be said only where
// all ConfigMaps, or all Secrets, of the pod's namespace are observed.
func (j *Judge) gone(ev Evidence) string {
	there, whole := map[string]bool{}, map[string]bool{}
	for observed, w := range j.challenge.Spec.Observe {
		o, kind := ev.Objects[observed], configKind(w.Kind)
		if !w.All || o.Unread != "" {
			continue
		}
		whole[w.Namespace+" "+kind] = true
		for _, item := range o.Items {
			there[w.Namespace+" "+kind+name(item)] = true
		}
	}
	var found []string
	for observed, w := range j.challenge.Spec.Observe {
		if w.PodsOf != "" {
			continue // they are the pods of a workload, which says in which namespace
		}
		for _, pod := range ev.Objects[observed].Pods {
			for _, s := range sources(podSpec(pod)) {
				if needed := w.Namespace + " " + s.kind; whole[needed] && !s.optional && !there[needed+s.name] {
					found = append(found, fmt.Sprintf("%s%s is not there, and pod %s needs it; a new pod would not start", s.kind, s.name, name(pod)))
				}
			}
		}
	}
	return least(found)
}

// A source is a ConfigMap or Secret that a pod's containers get their
// configuration from.
type source struct {
	kind, name string // kind is "configmap/" or "secret/"
	optional   bool
}

func sources(spec map[string]any) []source {
	var all []source
	add := func(kind string, from any, key string) {
		if m, ok := from.(map[string]any); ok {
			if name := text(m, key); name != "" {
				all = append(all, source{kind, name, isTrue(m["optional"])})
			}
		}
	}
	for _, c := range containers(spec) {
		for _, from := range objects(c["envFrom"]) {
			add("configmap/", from["configMapRef"], "name")
			add("secret/", from["secretRef"], "name")
		}
		for _, variable := range objects(c["env"]) {
			add("configmap/", field(variable, "valueFrom", "configMapKeyRef"), "name")
			add("secret/", field(variable, "valueFrom", "secretKeyRef"), "name")
		}
	}
	for _, volume := range objects(spec["volumes"]) {
		add("configmap/", volume["configMap"], "name")
		add("secret/", volume["secret"], "secretName")
		for _, part := range objects(field(volume, "projected", "sources")) {
			add("configmap/", part["configMap"], "name")
			add("secret/", part["secret"], "name")
		}
	}
	return all
}
