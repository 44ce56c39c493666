package check

import "fmt"

// Recovery follows a pod whose program was asked to fail.
type Recovery struct {
	pod      map[string]any // as it was before
	restarts bool
	turned   bool  // it was not ready since
	starts   int64 // how often its containers were started again by now
}

// NewRecovery expects a pod to turn not ready and to be ready again: by a start
// of its containers, or in place of it another one, where restarts is set,
// otherwise by itself.
func NewRecovery(pod map[string]any, restarts bool) *Recovery {
	return &Recovery{pod: pod, restarts: restarts}
}

// Look is told of the workload each time that it is looked at. Until all is well
// again missing says what is awaited, or spoilt, why that cannot come any more.
func (r *Recovery) Look(o Observed) (whole bool, missing, spoilt string) {
	name := name(r.pod)
	var now map[string]any
	for _, pod := range o.Pods {
		if text(pod, "metadata", "uid") == text(r.pod, "metadata", "uid") && !deleting(pod) {
			now = pod
		}
	}
	r.starts = restarts(now)
	started := now == nil || restarts(now) > restarts(r.pod)
	r.turned = r.turned || started || !podReady(now)
	switch {
	case started && !r.restarts && now == nil:
		return false, "", fmt.Sprintf("pod %s is gone, and should not be", name)
	case started && !r.restarts:
		return false, "", fmt.Sprintf("a container of pod %s was started again, and should not be", name)
	case !started && r.restarts:
		return false, fmt.Sprintf("no container of pod %s was started again", name), ""
	case !r.turned:
		return false, fmt.Sprintf("pod %s is ready all the time", name), ""
	case now != nil && !podReady(now):
		return false, fmt.Sprintf("pod %s is not ready again", name), ""
	}
	whole, missing = Whole(o, nil)
	return whole, missing, ""
}

// Hurt tells of a pod whose containers were started again on purpose, for the
// value of an answer; nil where none was.
func (r *Recovery) Hurt() map[string]any {
	if r.starts <= restarts(r.pod) {
		return nil
	}
	return map[string]any{"uid": text(r.pod, "metadata", "uid"), "restarts": r.starts}
}

// onPurpose tells whether the last start of a pod's containers was one that a
// disruption wanted: it does not show that they end again and again.
func onPurpose(ev Evidence, pod map[string]any) bool {
	for _, answer := range ev.Answers {
		hurt, _ := answer.Value["hurt"].(map[string]any)
		if hurt != nil && text(hurt, "uid") == text(pod, "metadata", "uid") && integer(hurt["restarts"]) == restarts(pod) {
			return true
		}
	}
	return false
}

// restarts is how often containers of a pod were started again.
func restarts(pod map[string]any) int64 {
	n := int64(0)
	for _, status := range containerStatuses(pod) {
		n += integer(status["restartCount"])
	}
	return n
}
