package check

import (
	"fmt"
	"regexp"
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

// podProgress looks at one pod. reconfigured tells whether its configuration
// was changed after it was made, which the kubelet notices late.
func podProgress(pod map[string]any, at, changed time.Time, reconfigured bool, bound time.Duration) progress {
	created := moment(pod, "metadata", "creationTimestamp")
	changed = latest(changed, created)
	if text(condition(pod, "PodScheduled"), "status") == "False" {
		if at.Sub(changed) <= controllerReaction {
			return progress{under: fmt.Sprintf("pod %s waits for a node", name(pod))}
		}
		return progress{stuck: fmt.Sprintf("pod %s waits for a node: %s", name(pod), text(condition(pod, "PodScheduled"), "message"))}
	}
	var state progress
	held := false // by an init container that is under way
	before := ""  // the init container that those after it wait for
	for _, status := range containerStatuses(pod) {
		if held && text(status, "state", "waiting", "reason") == "PodInitializing" {
			continue
		}
		p := containerProgress(pod, status, at, changed, reconfigured, bound)
		if before != "" && text(status, "state", "waiting", "reason") == "PodInitializing" {
			said := fmt.Sprintf("container %s of pod %s is not done, and those after it wait for it", before, name(pod))
			if p.stuck != "" {
				return progress{stuck: said}
			}
			p.under = said
		}
		if p.stuck != "" {
			return p
		}
		if before == "" && isInit(pod, status) && field(status, "state", "running") != nil && !isTrue(status["started"]) {
			before = text(status, "name")
		}
		if state.under == "" {
			state.under = p.under
		}
		held = held || p.under != "" && isInit(pod, status)
	}
	if state.under != "" || podReady(pod) {
		return state
	}
	if at.Sub(changed) <= bound {
		return progress{under: fmt.Sprintf("pod %s is not ready yet", name(pod))}
	}
	return progress{stuck: fmt.Sprintf("pod %s is not ready", name(pod))}
}

// probeDelay is how long the probes of a pod's container keep it from being
// ready, from when it was started, before they look for the first time.
func probeDelay(pod map[string]any, container any) time.Duration {
	for _, c := range containers(podSpec(pod)) {
		if c["name"] != container {
			continue
		}
		delay := integer(field(c, "readinessProbe", "initialDelaySeconds")) + integer(field(c, "startupProbe", "initialDelaySeconds"))
		if startup, ok := c["startupProbe"].(map[string]any); ok {
			delay += integer(startup["periodSeconds"]) * integer(startup["failureThreshold"])
		}
		return time.Duration(delay) * time.Second
	}
	return 0
}

func containerProgress(pod, status map[string]any, at, changed time.Time, reconfigured bool, bound time.Duration) progress {
	who := fmt.Sprintf("container %s of pod %s", text(status, "name"), name(pod))
	waiting := text(status, "state", "waiting", "reason")
	switch waiting {
	case "", "CrashLoopBackOff":
		return runProgress(who, pod, status, at, changed, bound)
	case "ContainerCreating", "PodInitializing":
		if at.Sub(latest(changed, lastInit(pod))) <= bound {
			return progress{under: who + " is being created"}
		}
		return progress{stuck: who + " is still being created"}
	default:
		return refusedProgress(who, status, waiting, at, changed, reconfigured)
	}
}

// refusedProgress judges a container that the kubelet could not create. Such
// a state has no time of its own: it counts once the kubelet had time to look
// at the latest change.
func refusedProgress(who string, status map[string]any, waiting string, at, changed time.Time, reconfigured bool) progress {
	grace := controllerReaction
	if reconfigured {
		grace = configReaction
	}
	switch waiting {
	case "ErrImagePull", "ImagePullBackOff", "InvalidImageName", "ErrImageNeverPull":
		grace = pullReaction
	}
	if at.Sub(changed) <= grace {
		return progress{under: fmt.Sprintf("%s: %s; the change is not seen there yet", who, waiting)}
	}
	message := text(status, "state", "waiting", "message")
	return progress{stuck: fmt.Sprintf("%s: %s %s", who, waiting, message)}
}

var backOff = regexp.MustCompile(`back-off (\S+) restarting`)

// runProgress judges a container that runs, has ended, or waits to be started
// again after it ended.
func runProgress(who string, pod, status map[string]any, at, changed time.Time, bound time.Duration) progress {
	if started := moment(status, "state", "running", "startedAt"); !started.IsZero() {
		if isTrue(status["ready"]) || at.Sub(started) > bound+probeDelay(pod, status["name"]) {
			return progress{}
		}
		return progress{under: fmt.Sprintf("%s started %d s ago and is not ready yet", who, int(at.Sub(started).Seconds()))}
	}
	ended, _ := field(status, "state", "terminated").(map[string]any)
	if ended == nil {
		ended, _ = field(status, "lastState", "terminated").(map[string]any)
	}
	if ended == nil || text(pod, "status", "phase") == "Succeeded" {
		return progress{}
	}
	if isInit(pod, status) && integer(ended["exitCode"]) == 0 {
		return progress{}
	}
	began, finished := moment(ended, "startedAt"), moment(ended, "finishedAt")
	if began.IsZero() {
		began = finished // it could not even be started
	}
	if began.After(changed) {
		return progress{stuck: fmt.Sprintf("%s ended again: %s, exit code %d", who, text(ended, "reason"), integer(ended["exitCode"]))}
	}
	if match := backOff.FindStringSubmatch(text(status, "state", "waiting", "message")); match != nil {
		if wait, err := time.ParseDuration(match[1]); err == nil {
			left := max(0, finished.Add(wait).Sub(at))
			return progress{under: fmt.Sprintf("%s starts again in about %d s", who, int(left.Seconds())+1)}
		}
	}
	return progress{under: who + " is about to start again"}
}

// lastInit is when an init container last began or ended: what comes after it is
// not made before.
func lastInit(pod map[string]any) time.Time {
	var last time.Time
	for _, s := range objects(field(pod, "status", "initContainerStatuses")) {
		last = latest(last, latest(moment(s, "state", "running", "startedAt"), moment(s, "state", "terminated", "finishedAt")))
	}
	return last
}

func isInit(pod, status map[string]any) bool {
	for _, s := range objects(field(pod, "status", "initContainerStatuses")) {
		if s["name"] == status["name"] {
			return true
		}
	}
	return false
}

func isTrue(value any) bool { b, _ := value.(bool); return b }
