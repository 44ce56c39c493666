package check

import (
	"fmt"
	"regexp"
	"time"
)

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
