package probe

import (
	"cmp"
	"fmt"
	"regexp"
	"strings"
	"time"

	corev1 "k8s.io/api/core/v1"
	apierrors "k8s.io/apimachinery/pkg/api/errors"

	"github.com/kubectl-mastery/kubectl-mastery/pkg/cluster"
)

// Bounds for what may pass by itself.
const (
	brief     = 3 * time.Second
	unplaced  = 5 * time.Second
	unmade    = 15 * time.Second
	unstarted = 100 * time.Second
	// stuck is when a Job that gets no pod is made anew: its controller asks
	// ever more rarely.
	stuck = 15 * time.Second
)

// obstacle is what keeps a probe from starting.
type obstacle struct {
	// kind tells obstacles apart whose words change; empty where there is none.
	kind, why string
	// bound is how long it may last before it is told; final, where it is not
	// 0, for how long after that it is waited for.
	bound, final time.Duration
}

// obstacle reads what keeps a pod from running.
func (p *Probe) obstacle(pod *corev1.Pod) obstacle {
	for _, c := range pod.Status.Conditions {
		if c.Type == corev1.PodScheduled && c.Status == corev1.ConditionFalse {
			return obstacle{kind: "unscheduled", bound: unplaced, why: fmt.Sprintf("a probe in namespace %s gets no node: %s", p.who.Namespace, short(c.Message))}
		}
	}
	for _, c := range pod.Status.ContainerStatuses {
		if c.State.Running != nil {
			return obstacle{}
		}
		if w := c.State.Waiting; w != nil && w.Reason != "ContainerCreating" && w.Reason != "PodInitializing" {
			if strings.Contains(w.Reason, "Pull") || strings.Contains(w.Reason, "Image") {
				return obstacle{kind: "image", bound: brief, why: fmt.Sprintf("the image of probes, %s, cannot be pulled: %s", p.options.Image, short(cmp.Or(w.Message, w.Reason)))}
			}
			return obstacle{kind: "container", bound: brief, why: fmt.Sprintf("a probe cannot start in namespace %s: %s", p.who.Namespace, short(w.Reason+" "+w.Message))}
		}
	}
	return obstacle{kind: "unstarted", bound: unstarted, why: fmt.Sprintf("a probe has not started in namespace %s within %s; see `kubectl -n %s describe pod %s`", p.who.Namespace, unstarted, p.who.Namespace, pod.Name)}
}

// over reports whether a pod will find nothing more.
func over(pod *corev1.Pod) bool {
	return pod.DeletionTimestamp != nil || pod.Status.Phase == corev1.PodSucceeded || pod.Status.Phase == corev1.PodFailed
}

// lost says why a pod ended that has found nothing yet.
func (p *Probe) lost(pod *corev1.Pod) {
	if p.fruitful() {
		return
	}
	why := "it was deleted"
	if pod != nil && pod.DeletionTimestamp == nil {
		why = cmp.Or(pod.Status.Message, cmp.Or(pod.Status.Reason, "for no reason that it gives"))
		for _, c := range pod.Status.ContainerStatuses {
			if t := c.State.Terminated; t != nil && pod.Status.Message == "" {
				why = fmt.Sprintf("exit code %d, %s %s", t.ExitCode, t.Reason, t.Message)
			}
		}
	}
	p.refuse(fmt.Sprintf("a probe in namespace %s ended before it found anything: %s", p.who.Namespace, short(why)))
}

// uncreated says why the API server takes no Job.
func (p *Probe) uncreated(err error) string {
	switch {
	case apierrors.IsForbidden(err) && strings.Contains(err.Error(), "cannot create resource"):
		return fmt.Sprintf("you may not create jobs in namespace %s, as which probes run", p.who.Namespace)
	case apierrors.IsNotFound(err):
		return fmt.Sprintf("namespace %s is not there, so no probe can run in it", p.who.Namespace)
	}
	return fmt.Sprintf("a probe cannot be made in namespace %s: %s", p.who.Namespace, short(cluster.Explain(err).Error()))
}

// creating begins what the Job controller says of a pod that it did not get.
var creating = regexp.MustCompile(`^Error creating: (pods "[^"]*" is forbidden: )?`)

// unmade says why the API server takes no pod of the Job.
func (p *Probe) unmade(message string) string {
	return fmt.Sprintf("a probe cannot run in namespace %s: %s", p.who.Namespace, short(creating.ReplaceAllString(message, "")))
}
