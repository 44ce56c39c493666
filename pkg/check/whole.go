package check

import (
	"cmp"
	"fmt"
)

// Whole reports whether a workload has as many ready pods as it wants without
// counting those that were harmed, by their UIDs, and whether the harmed are
// gone. Until then missing says what is awaited.
func Whole(o Observed, harmed map[string]bool) (whole bool, missing string) {
	switch {
	case o.Unread != "":
		return false, o.Unread
	case o.Unclear != "":
		return false, o.Unclear
	case len(o.Items) == 0:
		return false, cmp.Or(o.Why, o.What+" is not there")
	}
	ready := int64(0)
	for _, pod := range o.Pods {
		if harmed[text(pod, "metadata", "uid")] {
			return false, fmt.Sprintf("pod %s is still ending", name(pod))
		}
		if podReady(pod) && !deleting(pod) {
			ready++
		}
	}
	for _, pod := range o.Superseded {
		if harmed[text(pod, "metadata", "uid")] {
			return false, fmt.Sprintf("pod %s is still ending", name(pod))
		}
	}
	if wanted := replicas(o.Items[0]); ready < wanted {
		return false, fmt.Sprintf("%d of %d pods are ready", ready, wanted)
	}
	return true, ""
}
