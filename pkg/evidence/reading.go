package evidence

import (
	"cmp"
	"context"
	"fmt"
	"math"
	"slices"
	"time"

	apierrors "k8s.io/apimachinery/pkg/api/errors"
	"k8s.io/apimachinery/pkg/api/meta"
	"k8s.io/apimachinery/pkg/api/resource"
	metav1 "k8s.io/apimachinery/pkg/apis/meta/v1"
	"k8s.io/apimachinery/pkg/apis/meta/v1/unstructured"
	"k8s.io/apimachinery/pkg/runtime/schema"

	"github.com/kubectl-mastery/kubectl-mastery/pkg/challenge"
	"github.com/kubectl-mastery/kubectl-mastery/pkg/check"
	"github.com/kubectl-mastery/kubectl-mastery/pkg/cluster"
)

// podsOf are the pods that an observation stands for: those of a workload's
// current revision, or those that are observed themselves.
func podsOf(o check.Observed) []map[string]any {
	if o.Single || len(o.Pods) > 0 {
		return o.Pods
	}
	return slices.DeleteFunc(slices.Clone(o.Items), func(item map[string]any) bool { return item["kind"] != "Pod" })
}

// logs reads the end of each container's log.
func (c *Collector) logs(ctx context.Context, l *challenge.Logs, o check.Observed) (check.Answer, error) {
	answer := check.Answer{Items: []any{}}
	for _, pod := range podsOf(o) {
		containers, _, _ := unstructured.NestedSlice(pod, "spec", "containers")
		for _, one := range containers {
			container, _ := one.(map[string]any)
			name, _ := container["name"].(string)
			if l.Container != "" && name != l.Container {
				continue
			}
			text, err := c.Cluster.Logs(ctx, cluster.LogRequest{
				Namespace: metadata(pod, "namespace"), Pod: metadata(pod, "name"), Container: name,
				Previous: l.Previous, Lines: cmp.Or(l.Lines, challenge.DefaultLogLines),
			})
			switch {
			case apierrors.IsForbidden(err):
				return check.Answer{Unasked: "you may not read the logs of pods in namespace " + metadata(pod, "namespace")}, nil
			case apierrors.IsBadRequest(err), apierrors.IsNotFound(err):
				text = "" // it has not written anything yet, or is gone
			case err != nil:
				return check.Answer{}, cluster.Explain(err)
			}
			answer.Items = append(answer.Items, map[string]any{"pod": metadata(pod, "name"), "container": name, "text": text})
		}
	}
	return answer, nil
}

// usage reads what the metrics API says of the pods' containers.
func (c *Collector) usage(ctx context.Context, o check.Observed) (check.Answer, error) {
	pods := podsOf(o)
	answer := check.Answer{Items: []any{}}
	kind := schema.GroupVersionKind{Group: "metrics.k8s.io", Version: "v1beta1", Kind: "PodMetrics"}
	for _, pod := range pods {
		client, err := c.Cluster.Resource(kind, metadata(pod, "namespace"))
		if meta.IsNoMatchError(err) {
			return check.Answer{Unasked: "this cluster has no metrics API; install metrics-server (`kubectl mastery lab add metrics-server` in the lab)"}, nil
		}
		if err != nil {
			return check.Answer{}, cluster.Explain(err)
		}
		measured, err := client.Get(ctx, metadata(pod, "name"), metav1.GetOptions{})
		switch {
		case apierrors.IsNotFound(err):
			return check.Answer{Pending: fmt.Sprintf("pod %s has not been measured yet", metadata(pod, "name"))}, nil
		case apierrors.IsForbidden(err):
			return check.Answer{Unasked: "you may not read the metrics of pods in namespace " + metadata(pod, "namespace")}, nil
		case apierrors.IsServiceUnavailable(err):
			return check.Answer{Unasked: "the metrics API does not answer: " + err.Error()}, nil
		case err != nil:
			return check.Answer{}, cluster.Explain(err)
		}
		if at, err := time.Parse(time.RFC3339, stringAt(measured.Object, "timestamp")); err == nil && at.Before(o.Changed) {
			return check.Answer{Pending: "what is measured is from before the change"}, nil
		}
		containers, _, _ := unstructured.NestedSlice(measured.Object, "containers")
		for _, one := range containers {
			container, _ := one.(map[string]any)
			answer.Items = append(answer.Items, map[string]any{
				"pod": metadata(pod, "name"), "container": stringAt(container, "name"),
				"cpu": amount(container, "cpu"), "memory": int64(math.Round(amount(container, "memory"))),
			})
		}
	}
	return answer, nil
}

func stringAt(object map[string]any, path ...string) string {
	s, _, _ := unstructured.NestedString(object, path...)
	return s
}

// amount is a measured quantity in its unit: cores or bytes.
func amount(container map[string]any, name string) float64 {
	q, err := resource.ParseQuantity(stringAt(container, "usage", name))
	if err != nil {
		return 0
	}
	return q.AsApproximateFloat64()
}
