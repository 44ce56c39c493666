package evidence

import (
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"slices"
	"time"

	apierrors "k8s.io/apimachinery/pkg/api/errors"
	metav1 "k8s.io/apimachinery/pkg/apis/meta/v1"
	"k8s.io/apimachinery/pkg/types"

	"github.com/kubectl-mastery/kubectl-mastery/pkg/challenge"
	"github.com/kubectl-mastery/kubectl-mastery/pkg/cluster"
	"github.com/kubectl-mastery/kubectl-mastery/pkg/probe"
)

// cordonedAnnotation marks a node that a disruption keeps pods off, with the
// name of the challenge's namespace, so that it is let go again even if the
// command that did it was killed.
const cordonedAnnotation = "kubectl-mastery/cordoned-for"

// drain keeps new pods off a pod's node and evicts the challenge's pods from
// it, as often as their budgets allow within the time that there is.
func (c *Collector) drain(ctx context.Context, harm *challenge.Survives, first map[string]any) (string, map[string]bool, error) {
	node := stringAt(first, "spec", "nodeName")
	if err := c.cordon(ctx, node, true); err != nil {
		return "", nil, err
	}
	ctx, cancel := context.WithTimeout(ctx, time.Duration(harm.Within))
	defer cancel()
	harmed, left := map[string]bool{}, 0
	for _, namespace := range c.Namespaces {
		pods, err := c.Cluster.Dynamic.Resource(cluster.Core("pods")).Namespace(namespace).
			List(ctx, metav1.ListOptions{FieldSelector: "spec.nodeName=" + node})
		if err != nil {
			return "", nil, errors.Join(fmt.Errorf("list pods of node %s: %w", node, cluster.Explain(err)), c.Undo(ctx))
		}
		for i := range pods.Items {
			if owner := metav1.GetControllerOf(&pods.Items[i]); owner != nil && owner.Kind == "DaemonSet" {
				continue
			}
			if _, ours := pods.Items[i].GetLabels()[probe.Label]; ours {
				continue // it measures what the drain does
			}
			gone, err := c.evictPatiently(ctx, pods.Items[i].Object)
			if err != nil {
				return "", nil, errors.Join(err, c.Undo(ctx))
			}
			if !gone {
				left++
				continue
			}
			harmed[string(pods.Items[i].GetUID())] = true
		}
	}
	if left > 0 {
		return fmt.Sprintf("node %s was drained, but %d pods could not be evicted in time", node, left), harmed, nil
	}
	return fmt.Sprintf("node %s was drained", node), harmed, nil
}

// evictPatiently asks again while a budget refuses, as kubectl drain does.
func (c *Collector) evictPatiently(ctx context.Context, pod map[string]any) (gone bool, err error) {
	for {
		refused, err := c.evict(ctx, pod)
		if err != nil || !refused {
			return err == nil, err
		}
		select {
		case <-ctx.Done():
			return false, nil
		case <-time.After(requestInterval):
		}
	}
}

func (c *Collector) cordon(ctx context.Context, node string, on bool) error {
	metadata := map[string]any{"annotations": map[string]any{cordonedAnnotation: nil}}
	spec := map[string]any{"unschedulable": nil}
	if on {
		metadata = map[string]any{"annotations": map[string]any{cordonedAnnotation: c.namespace("")}}
		spec = map[string]any{"unschedulable": true}
	}
	patch, err := json.Marshal(map[string]any{"metadata": metadata, "spec": spec})
	if err != nil {
		return err
	}
	_, err = c.Cluster.Dynamic.Resource(cluster.Core("nodes")).Patch(ctx, node, types.MergePatchType, patch, metav1.PatchOptions{})
	if err != nil && !apierrors.IsNotFound(err) {
		return fmt.Errorf("keep pods off node %s: %w", node, cluster.Explain(err))
	}
	return nil
}

// Undo lets go of the nodes that a drain has kept pods off, also those of a
// command that was killed.
func (c *Collector) Undo(ctx context.Context) error {
	if !slices.ContainsFunc(c.Challenge.Spec.Checks, func(one challenge.Check) bool {
		return one.Survives != nil && one.Survives.Disruption == challenge.DrainNode
	}) {
		return nil
	}
	ctx, cancel := context.WithTimeout(context.WithoutCancel(ctx), undoTimeout)
	defer cancel()
	nodes, err := c.Cluster.Dynamic.Resource(cluster.Core("nodes")).List(ctx, metav1.ListOptions{})
	if err != nil {
		return fmt.Errorf("list nodes: %w", cluster.Explain(err))
	}
	for i := range nodes.Items {
		if nodes.Items[i].GetAnnotations()[cordonedAnnotation] == c.namespace("") {
			err = errors.Join(err, c.cordon(ctx, nodes.Items[i].GetName(), false))
		}
	}
	return err
}

// undoTimeout bounds how long a disruption may take to be undone.
const undoTimeout = 30 * time.Second
