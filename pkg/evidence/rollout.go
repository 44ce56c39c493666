package evidence

import (
	"context"
	"encoding/json"
	"fmt"
	"time"

	apierrors "k8s.io/apimachinery/pkg/api/errors"
	metav1 "k8s.io/apimachinery/pkg/apis/meta/v1"
	"k8s.io/apimachinery/pkg/apis/meta/v1/unstructured"
	"k8s.io/apimachinery/pkg/types"

	"github.com/kubectl-mastery/kubectl-mastery/pkg/challenge"
	"github.com/kubectl-mastery/kubectl-mastery/pkg/check"
	"github.com/kubectl-mastery/kubectl-mastery/pkg/cluster"
)

// rolledAnnotation makes the template of a workload another one for a while. Its
// value is new each time, so that what a killed command has left is no hindrance.
const rolledAnnotation = "kubectl-mastery/rolled-out-at"

// roll has all pods of a workload made anew.
func (c *Collector) roll(ctx context.Context, workload map[string]any) error {
	return c.mark(ctx, workload, time.Now().UTC().Format(time.RFC3339Nano))
}

// rollBack makes a workload what it was before roll. Where there is nothing to
// take back, nothing is rolled out.
func (c *Collector) rollBack(ctx context.Context, harm *challenge.Survives, ev check.Evidence) error {
	if harm.Disruption != challenge.Rollout {
		return nil
	}
	ctx, cancel := context.WithTimeout(context.WithoutCancel(ctx), undoTimeout)
	defer cancel()
	return c.mark(ctx, ev.Objects[harm.Of].Items[0], nil)
}

func (c *Collector) mark(ctx context.Context, workload map[string]any, value any) error {
	object := &unstructured.Unstructured{Object: workload}
	client, err := c.Cluster.Resource(object.GroupVersionKind(), object.GetNamespace())
	if err != nil {
		return err
	}
	patch, err := json.Marshal(map[string]any{"spec": map[string]any{"template": map[string]any{"metadata": map[string]any{
		"annotations": map[string]any{rolledAnnotation: value},
	}}}})
	if err != nil {
		return err
	}
	_, err = client.Patch(ctx, object.GetName(), types.MergePatchType, patch, metav1.PatchOptions{})
	if err != nil && !apierrors.IsNotFound(err) {
		return fmt.Errorf("roll out %s anew: %w", object.GetName(), cluster.Explain(err))
	}
	return nil
}
