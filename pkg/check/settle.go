package check

import (
	"fmt"
	"time"
)

// progress says whether an observation may still change by itself.
type progress struct {
	// under is what is under way, for the learner; empty where nothing is.
	under string
	// stuck is why waiting does not help; it outweighs what is under way.
	stuck string
}

// How long the kubelet and the controllers take for what has no timestamp.
const (
	// controllerReaction bounds how long a controller takes to act on a change.
	controllerReaction = 15 * time.Second
	// configReaction bounds how long the kubelet takes to see a changed
	// ConfigMap or Secret: its sync period of a minute and a few seconds.
	configReaction = 75 * time.Second
	// kubeletReaction bounds how long the kubelet may start containers with what
	// a ConfigMap or Secret held before it was changed.
	kubeletReaction = 5 * time.Second
	// pullReaction is granted to a first image pull before its error counts.
	pullReaction = 20 * time.Second
)

// settling looks at a workload's rollout and at the pods of its current
// revision. changed is when anything that was observed last changed; what
// failed before that says nothing about the state after it.
func settling(o Observed, at, changed time.Time, configs configTimes, bound time.Duration) progress {
	if !o.Single {
		return progress{under: firstLeaving(o, at, bound)}
	}
	if len(o.Items) == 0 {
		return progress{}
	}
	object := o.Items[0]
	if observed, wanted := integer(field(object, "status", "observedGeneration")), integer(field(object, "metadata", "generation")); isWorkload(object) && observed < wanted {
		return progress{under: o.What + " was just changed"}
	}
	if deleting(object) {
		return leaving(o.What, object, at, bound)
	}
	var state progress
	for _, pod := range o.Pods {
		seen := configs.seen(pod)
		p := podProgress(pod, at, latest(changed, seen), !seen.IsZero(), bound)
		if p.stuck != "" {
			return p
		}
		if state.under == "" {
			state.under = p.under
		}
	}
	if missing := replicas(object) - int64(len(o.Pods)); missing > 0 && isWorkload(object) {
		if failure := condition(object, "ReplicaFailure"); text(failure, "message") != "" {
			if triesAgain(failure, at, changed, bound) {
				return progress{under: o.What + " could not create pods before the last change, and will try again"}
			}
			if makesRoom(o, failure, at, bound) {
				return progress{under: o.What + " finds no room in a quota, which still counts pods that are going"}
			}
			return progress{stuck: fmt.Sprintf("%s cannot create pods: %s", o.What, text(failure, "message"))}
		}
		ending := stillEnding(o.Superseded, at)
		reaction := controllerReaction + time.Duration(integer(field(object, "spec", "minReadySeconds")))*time.Second
		switch {
		case state.under != "":
		case ending != "":
			// Some workloads make a pod only once the one before is gone.
			state.under = fmt.Sprintf("pod %s is still ending", ending)
		case at.Sub(latest(o.Ended, latest(changed, lastStep(o.Pods)))) > reaction:
			return progress{stuck: fmt.Sprintf("%s has %d of %d pods", o.What, len(o.Pods), replicas(object))}
		default:
			state.under = fmt.Sprintf("%s is creating pods", o.What)
		}
	}
	extra := int64(len(o.Pods)) - replicas(object)
	if state.under == "" && isWorkload(object) && extra > 0 && at.Sub(latest(changed, lastStep(o.Pods))) <= controllerReaction {
		// A Deployment has seen that it wants fewer before its ReplicaSet has.
		state.under = fmt.Sprintf("%s has %d more than it wants, which will go", o.What, extra)
	}
	if before := serving(o.Superseded); state.under == "" && before > 0 {
		state.under = fmt.Sprintf("pods from before the change are still there: %d", before)
	}
	return state
}

// stillEnding names a pod that has been told to end and may still take its
// time, which the API server writes down as the moment of its deletion.
func stillEnding(pods []map[string]any, at time.Time) string {
	for _, pod := range pods {
		if end := moment(pod, "metadata", "deletionTimestamp"); at.Sub(end) <= controllerReaction {
			return name(pod)
		}
	}
	return ""
}

// lastStep is when a rollout last got on: a pod was created or became ready.
func lastStep(pods []map[string]any) time.Time {
	var step time.Time
	for _, pod := range pods {
		step = latest(step, moment(pod, "metadata", "creationTimestamp"))
		step = latest(step, moment(condition(pod, "Ready"), "lastTransitionTime"))
	}
	return step
}

// serving counts pods that may still get traffic: those being deleted do not.
func serving(pods []map[string]any) int {
	n := 0
	for _, pod := range pods {
		if !deleting(pod) {
			n++
		}
	}
	return n
}

func isWorkload(object map[string]any) bool {
	switch object["kind"] {
	case "Deployment", "StatefulSet", "ReplicaSet", "ReplicationController", "DaemonSet":
		return true
	}
	return false
}

// replicas is how many pods a workload wants; the API server's default is 1,
// and for a DaemonSet it is one for each node that suits.
func replicas(object map[string]any) int64 {
	if object["kind"] == "DaemonSet" {
		return integer(field(object, "status", "desiredNumberScheduled"))
	}
	if n := field(object, "spec", "replicas"); n != nil {
		return integer(n)
	}
	return 1
}
