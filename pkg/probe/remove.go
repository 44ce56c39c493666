package probe

import (
	"cmp"
	"context"
	"errors"
	"fmt"
	"sync"
	"time"

	apierrors "k8s.io/apimachinery/pkg/api/errors"
	metav1 "k8s.io/apimachinery/pkg/apis/meta/v1"
	"k8s.io/apimachinery/pkg/apis/meta/v1/unstructured"
	"k8s.io/apimachinery/pkg/runtime/schema"

	"github.com/kubectl-mastery/kubectl-mastery/pkg/cluster"
)

// removal is how long the removal of a probe may take.
const removal = time.Minute

// Sweep deletes all probes of the namespaces, whoever started them, and returns
// when they are gone. Those of commands that were killed would end by
// themselves, but not before their deadline.
func Sweep(ctx context.Context, c *cluster.Cluster, namespaces ...string) error {
	ctx, cancel := context.WithTimeout(ctx, removal)
	defer cancel()
	var (
		group  sync.WaitGroup
		mu     sync.Mutex
		failed error
	)
	for _, namespace := range namespaces {
		group.Go(func() {
			err := remove(ctx, c, namespace, Label)
			mu.Lock()
			defer mu.Unlock()
			failed = errors.Join(failed, err)
		})
	}
	group.Wait()
	return failed
}

// remove deletes the Jobs that fit selector, and waits until they and their
// pods are gone. Who may not see pods waits for the Jobs alone.
func remove(ctx context.Context, c *cluster.Cluster, namespace, selector string) error {
	client := c.Dynamic.Resource(jobs()).Namespace(namespace)
	fitting := metav1.ListOptions{LabelSelector: selector}
	list, err := client.List(ctx, fitting)
	if apierrors.IsNotFound(err) || apierrors.IsForbidden(err) {
		return nil // who may not see Jobs has not made one
	}
	if err != nil {
		return fmt.Errorf("look for probes in namespace %s: %w", namespace, cluster.Explain(err))
	}
	for i := range list.Items {
		if err := deleteJob(ctx, c, namespace, owner{list.Items[i].GetName(), list.Items[i].GetUID()}); err != nil {
			return err
		}
	}
	remaining := ""
	gone := func(items []*unstructured.Unstructured) bool {
		remaining = ""
		for _, item := range items {
			remaining = item.GetKind() + " " + item.GetName()
		}
		return len(items) == 0
	}
	for _, resource := range []schema.GroupVersionResource{jobs(), cluster.Core("pods")} {
		err := track(ctx, c.Dynamic.Resource(resource).Namespace(namespace), fitting, gone)
		if err != nil && !apierrors.IsForbidden(err) && !apierrors.IsNotFound(err) {
			return fmt.Errorf("a probe in namespace %s is not gone yet (%s); it goes by itself: %w", namespace, cmp.Or(remaining, resource.Resource), cluster.Explain(err))
		}
	}
	return nil
}

// deleteJob deletes a Job; its pod follows.
func deleteJob(ctx context.Context, c *cluster.Cluster, namespace string, job owner) error {
	background := metav1.DeletePropagationBackground
	err := c.Dynamic.Resource(jobs()).Namespace(namespace).Delete(ctx, job.name, metav1.DeleteOptions{
		PropagationPolicy: &background, Preconditions: &metav1.Preconditions{UID: &job.uid},
	})
	if err != nil && !apierrors.IsNotFound(err) && !apierrors.IsConflict(err) {
		return fmt.Errorf("delete a probe in namespace %s: %w", namespace, cluster.Explain(err))
	}
	return nil
}
