package scenario

import (
	"context"
	"fmt"
	"slices"
	"time"

	"k8s.io/apimachinery/pkg/api/equality"
	"k8s.io/apimachinery/pkg/apis/meta/v1/unstructured"

	"github.com/kubectl-mastery/kubectl-mastery/pkg/challenge"
	"github.com/kubectl-mastery/kubectl-mastery/pkg/cluster"
)

// upTimeout bounds how long it may take until objects are up.
const upTimeout = 3 * time.Minute

// before are the objects that are there before the change; none where all is
// delivered in one pass.
func (d *Deployment) before() ([]*unstructured.Unstructured, error) {
	if d.Challenge.Spec.Delivery != challenge.AfterChange {
		return nil, nil
	}
	return d.guarded(RenderBefore(d.Challenge, d.Values()))
}

// bringUp applies objects and waits until they are up: a change that came sooner
// would find nothing at work, and controllers need not have seen what was before.
func (d *Deployment) bringUp(ctx context.Context, objects []*unstructured.Unstructured) error {
	if err := d.apply(ctx, objects); err != nil {
		return err
	}
	ctx, cancel := context.WithTimeout(ctx, upTimeout)
	defer cancel()
	for _, object := range objects {
		client, err := d.Cluster.Resource(object.GroupVersionKind(), object.GetNamespace())
		if err != nil {
			return err
		}
		if err := await(ctx, client, object.GetName(), up); err != nil {
			return fmt.Errorf("wait until %s is up: %w", Label(object), cluster.Explain(err))
		}
	}
	return nil
}

// different are those objects that before does not have just so. The others are
// left alone, as some kinds cannot be written a second time.
func different(objects, before []*unstructured.Unstructured) []*unstructured.Unstructured {
	return slices.DeleteFunc(slices.Clone(objects), func(o *unstructured.Unstructured) bool {
		return slices.ContainsFunc(before, func(b *unstructured.Unstructured) bool { return equality.Semantic.DeepEqual(b.Object, o.Object) })
	})
}

// up reports whether an object is as far as it comes by itself: a workload with
// all of its pods, or a pod that is ready. Of other kinds nothing is awaited.
func up(o *unstructured.Unstructured) bool {
	if o == nil {
		return false
	}
	number := func(fallback int64, fields ...string) int64 {
		n, found, err := unstructured.NestedInt64(o.Object, fields...)
		if err != nil || !found {
			return fallback
		}
		return n
	}
	switch o.GroupVersionKind().GroupKind().String() {
	case "Deployment.apps", "StatefulSet.apps":
		wanted := number(1, "spec", "replicas")
		return number(0, "status", "observedGeneration") >= o.GetGeneration() && number(0, "status", "updatedReplicas") == wanted &&
			number(0, "status", "replicas") == wanted && number(0, "status", "availableReplicas") == wanted
	case "Pod":
		conditions, _, _ := unstructured.NestedSlice(o.Object, "status", "conditions")
		return slices.ContainsFunc(conditions, func(one any) bool {
			c, _ := one.(map[string]any)
			return c["type"] == "Ready" && c["status"] == "True"
		})
	}
	return true
}
