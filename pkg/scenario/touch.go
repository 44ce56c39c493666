package scenario

import (
	"context"
	"fmt"
	"maps"
	"path"
	"slices"

	apierrors "k8s.io/apimachinery/pkg/api/errors"
	"k8s.io/apimachinery/pkg/api/meta"
	metav1 "k8s.io/apimachinery/pkg/apis/meta/v1"
	"k8s.io/apimachinery/pkg/apis/meta/v1/unstructured"
	"k8s.io/apimachinery/pkg/runtime/schema"

	"github.com/kubectl-mastery/kubectl-mastery/pkg/challenge"
	"github.com/kubectl-mastery/kubectl-mastery/pkg/cluster"
)

// removeTouched deletes what the learner made outside the namespaces, as far
// as the challenge declares it. main is the run's main namespace, nil where it
// is gone already: what is older than it was there before, and is left alone.
func (d *Deployment) removeTouched(ctx context.Context, main *unstructured.Unstructured) error {
	if main != nil && main.GetAnnotations()[RunAnnotation] != d.Run {
		return nil // then what bears its name is another run's
	}
	for _, touch := range d.Challenge.Spec.Touches {
		if len(touch.Restore) > 0 {
			continue
		}
		if err := d.removeMatching(ctx, touch, main); err != nil {
			return fmt.Errorf("remove each %s named %s: %w", touch.Kind, touch.Name, err)
		}
	}
	return nil
}

func (d *Deployment) removeMatching(ctx context.Context, touch challenge.Touch, main *unstructured.Unstructured) error {
	pattern, err := d.Values().Apply(touch.Name)
	if err != nil {
		return err
	}
	client, err := d.Cluster.Resource(schema.FromAPIVersionAndKind(touch.APIVersion, touch.Kind), "")
	if meta.IsNoMatchError(err) {
		return nil
	}
	if err != nil {
		return cluster.Explain(err)
	}
	found, err := client.List(ctx, metav1.ListOptions{})
	if apierrors.IsNotFound(err) {
		return nil
	}
	if err != nil {
		return cluster.Explain(err)
	}
	for i := range found.Items {
		o := &found.Items[i]
		if matches, err := path.Match(pattern, o.GetName()); err != nil || !matches || o.GetNamespace() != "" {
			continue
		}
		if created := o.GetCreationTimestamp(); main != nil && created.Time.Before(main.GetCreationTimestamp().Time) {
			continue
		}
		uid := o.GetUID()
		err := client.Delete(ctx, o.GetName(), metav1.DeleteOptions{Preconditions: &metav1.Preconditions{UID: &uid}})
		if err != nil && !apierrors.IsNotFound(err) && !apierrors.IsConflict(err) {
			return cluster.Explain(err)
		}
	}
	return nil
}

// Includes reports whether an object belongs to the run: one of its namespaces,
// what is in them, or what the challenge declares that the learner makes elsewhere.
func (d *Deployment) Includes(o *unstructured.Unstructured) bool {
	ours := func(namespace string) bool {
		return slices.Contains(slices.Collect(maps.Values(d.Namespaces)), namespace)
	}
	switch {
	case o.GetNamespace() != "":
		return ours(o.GetNamespace())
	case o.GetKind() == "Namespace":
		return ours(o.GetName())
	}
	return slices.ContainsFunc(d.Challenge.Spec.Touches, func(t challenge.Touch) bool {
		pattern, err := d.Values().Apply(t.Name)
		matches, bad := path.Match(pattern, o.GetName())
		return err == nil && bad == nil && matches && t.APIVersion == o.GetAPIVersion() && t.Kind == o.GetKind()
	})
}
