package scenario

import (
	"cmp"
	"context"
	"fmt"
	"slices"
	"strings"
	"time"

	metav1 "k8s.io/apimachinery/pkg/apis/meta/v1"
	"k8s.io/apimachinery/pkg/apis/meta/v1/unstructured"

	"github.com/kubectl-mastery/kubectl-mastery/pkg/cluster"
	"github.com/kubectl-mastery/kubectl-mastery/pkg/terminal"
)

const (
	// quiet is how long a wait may last before it is worth saying what goes on.
	quiet = 10 * time.Second
	// patient is after how long it is said again where nothing has changed.
	patient = 30 * time.Second
)

// wait is one that somebody looks on at.
type wait struct {
	*Deployment
	began, told time.Time
	// said is what was told last, without the time; last is what was last seen.
	said, last string
}

// tell says what the workloads do and how long it has been waited, and what the
// cluster says of it in its events: at first after a while, and then where it
// changes or nothing does for long.
func (w *wait) tell(ctx context.Context, doing string) {
	// More might be an answer, or the cause of what the story tells.
	secret := len(w.Challenge.Spec.Questions) > 0 || w.Fault != ""
	w.last = doing
	if secret {
		doing = "not everything is as the story has it yet"
	}
	now := time.Now()
	if now.Sub(w.began) <= quiet || terminal.Alike(doing, w.said) && now.Sub(w.told) < patient {
		return
	}
	w.said, w.told = doing, now
	text := doing
	warning := ""
	if !secret {
		warning = w.warning(ctx)
	}
	if warning != "" && !strings.Contains(doing, warning) {
		text = strings.TrimPrefix(text+"; the cluster says: "+warning, "; ")
	}
	if text != "" {
		w.step("after %d s: %s", int(now.Sub(w.began).Seconds()), text)
	}
}

// warning is the newest of the Warning events in the run's namespaces since the
// wait began; empty where there is none, or none may be read.
func (w *wait) warning(ctx context.Context) string {
	var newest unstructured.Unstructured
	var last time.Time
	for _, name := range w.Namespaces {
		events, err := w.Cluster.Dynamic.Resource(cluster.Core("events")).Namespace(name).List(ctx, metav1.ListOptions{FieldSelector: "type=Warning"})
		if err != nil {
			continue
		}
		for _, event := range events.Items {
			if at := happened(event); at.After(last) {
				newest, last = event, at
			}
		}
	}
	if last.IsZero() {
		return ""
	}
	of := func(fields ...string) string {
		text, _, _ := unstructured.NestedString(newest.Object, fields...)
		return text
	}
	return fmt.Sprintf("%s of %s/%s: %s", of("reason"), strings.ToLower(of("involvedObject", "kind")), of("involvedObject", "name"), strings.Join(strings.Fields(of("message")), " "))
}

// happened is when an event was last seen. Who writes it decides which of its
// times it has.
func happened(event unstructured.Unstructured) time.Time {
	var times []time.Time
	for _, fields := range [][]string{{"lastTimestamp"}, {"series", "lastObservedTime"}, {"eventTime"}, {"metadata", "creationTimestamp"}} {
		text, _, _ := unstructured.NestedString(event.Object, fields...)
		if at, err := time.Parse(time.RFC3339Nano, text); err == nil {
			times = append(times, at)
		}
	}
	if len(times) == 0 {
		return time.Time{}
	}
	return slices.MaxFunc(times, func(a, b time.Time) int { return cmp.Compare(a.UnixNano(), b.UnixNano()) })
}
