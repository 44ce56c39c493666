package check

import (
	"fmt"
	"strings"
	"time"
)

// triesAgain reports whether what kept a controller from creating pods was seen
// before the last change, and not long ago: it waits about as long for its next
// try as it has tried in vain. When it fails again, the condition stays as it is.
func triesAgain(failure map[string]any, at, changed time.Time, bound time.Duration) bool {
	since := latest(moment(failure, "lastUpdateTime"), moment(failure, "lastTransitionTime"))
	if since.IsZero() || since.After(changed) {
		return false
	}
	return at.Sub(changed) <= min(max(changed.Sub(since), controllerReaction), bound)
}

// makesRoom reports whether what a quota had no room for may find some by itself:
// pods beside the workload's own are ending, or the quota has counted them as
// gone only since the last try.
func makesRoom(o Observed, failure map[string]any, at time.Time, bound time.Duration) bool {
	if !strings.Contains(text(failure, "message"), "exceeded quota") {
		return false
	}
	if stillEnding(o.Superseded, at) != "" {
		return true
	}
	return triesAgain(failure, at, o.Ended.Add(admissionReaction), bound) // long ago where none has
}

// leaving says of an object that is being deleted whether it may still go by
// itself. A finalizer that nobody takes away holds it for ever.
func leaving(what string, object map[string]any, at time.Time, bound time.Duration) progress {
	if at.Sub(moment(object, "metadata", "deletionTimestamp")) <= bound {
		return progress{under: what + " is being deleted"}
	}
	if finalizers := words(field(object, "metadata", "finalizers")); len(finalizers) > 0 {
		return progress{stuck: fmt.Sprintf("%s is being deleted and cannot go: finalizer %s is still on it", what, strings.Join(finalizers, ", "))}
	}
	return progress{stuck: what + " is being deleted and does not go"}
}

// firstLeaving names one of several objects that is on its way out, and will be
// gone soon; what stays for good is left to the checks.
func firstLeaving(o Observed, at time.Time, bound time.Duration) string {
	for _, item := range o.Items {
		if !deleting(item) {
			continue
		}
		what := fmt.Sprintf("%s of %s", name(item), o.What)
		if kind := text(item, "kind"); kind != "" {
			what = strings.ToLower(kind) + "/" + name(item)
		}
		if p := leaving(what, item, at, bound); p.under != "" {
			return p.under
		}
	}
	return ""
}
