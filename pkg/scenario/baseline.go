package scenario

import (
	"context"
	"fmt"
	"maps"

	"k8s.io/apimachinery/pkg/api/equality"
	metav1 "k8s.io/apimachinery/pkg/apis/meta/v1"
	"k8s.io/apimachinery/pkg/apis/meta/v1/unstructured"

	"github.com/kubectl-mastery/kubectl-mastery/pkg/check"
	"github.com/kubectl-mastery/kubectl-mastery/pkg/cluster"
	"github.com/kubectl-mastery/kubectl-mastery/pkg/evidence"
)

// dryRun asks the API server how it would store the healthy scenario.
func (d *Deployment) dryRun(ctx context.Context, healthy []*unstructured.Unstructured) (map[string]any, error) {
	baseline := map[string]any{}
	for _, object := range healthy {
		client, err := d.Cluster.Resource(object.GroupVersionKind(), object.GetNamespace())
		if err != nil {
			return nil, err
		}
		stored, err := client.Create(ctx, object, metav1.CreateOptions{DryRun: []string{metav1.DryRunAll}})
		if err != nil {
			return nil, fmt.Errorf("create %s: %w", Label(object), cluster.Explain(err))
		}
		stored.SetManagedFields(nil)
		baseline[Label(object)] = stored.Object
	}
	return baseline, nil
}

// withFault notes how the API server would store what the fault makes of the
// scenario. Only what it changes is asked for.
func (d *Deployment) withFault(ctx context.Context, baseline map[string]any, healthy, objects []*unstructured.Unstructured) error {
	unchanged := map[string]*unstructured.Unstructured{}
	for _, object := range healthy {
		unchanged[Label(object)] = object
	}
	start := map[string]any{}
	var changed []*unstructured.Unstructured
	for _, object := range objects {
		label := Label(object)
		if before := unchanged[label]; before != nil && equality.Semantic.DeepEqual(before, object) {
			start[label] = baseline[label]
			continue
		}
		changed = append(changed, object)
	}
	stored, err := d.dryRun(ctx, changed)
	if err != nil {
		return err
	}
	maps.Copy(start, stored)
	baseline[check.StartBaseline] = start
	return nil
}

// freshAccess notes what any fresh ServiceAccount may do before anything of
// the challenge is there.
func (d *Deployment) freshAccess(ctx context.Context, baseline map[string]any) error {
	collector := &evidence.Collector{Cluster: d.Cluster, Challenge: d.Challenge, Namespaces: d.Namespaces}
	fresh, err := collector.FreshAccess(ctx)
	if fresh != nil {
		baseline[check.AccessBaseline] = fresh
	}
	return err
}
