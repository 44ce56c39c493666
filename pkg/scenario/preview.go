package scenario

import (
	"context"

	apierrors "k8s.io/apimachinery/pkg/api/errors"
	metav1 "k8s.io/apimachinery/pkg/apis/meta/v1"
	"k8s.io/apimachinery/pkg/apis/meta/v1/unstructured"
	"k8s.io/apimachinery/pkg/runtime/schema"

	"github.com/kubectl-mastery/kubectl-mastery/pkg/cluster"
)

// Preview is what Create would put into a cluster, in that order, its
// namespaces first. It needs no cluster.
func (d *Deployment) Preview() ([]*unstructured.Unstructured, error) {
	objects, err := d.Objects()
	if err != nil {
		return nil, err
	}
	var all []*unstructured.Unstructured
	for _, alias := range d.Challenge.Namespaces() {
		all = append(all, d.namespace(alias))
	}
	return append(all, objects...), nil
}

// Trial is what the API server says of an object that it was asked to create
// and not to keep.
type Trial struct {
	// Object is as the API server would store it, or as it was sent where Err is
	// set or Unasked.
	Object *unstructured.Unstructured
	// Unasked is set where the object's namespace is not there yet: the server
	// has said that somebody may create it, and nothing more.
	Unasked bool
	Err     error
}

// Try asks the API server of each object of Preview what it would store. Nothing
// is created, so that of what is in the run's own namespaces little is known:
// see Trial.
func (d *Deployment) Try(ctx context.Context) ([]Trial, error) {
	objects, err := d.Preview()
	if err != nil {
		return nil, err
	}
	var trials []Trial
	for _, object := range objects {
		stored, err := d.try(ctx, object)
		switch {
		case ctx.Err() != nil:
			return nil, ctx.Err()
		case err == nil:
			stored.SetManagedFields(nil)
			trials = append(trials, Trial{Object: stored})
		case missingNamespace(err, object):
			trials = append(trials, Trial{Object: object, Unasked: true})
		default:
			trials = append(trials, Trial{Object: object, Err: cluster.Explain(err)})
		}
	}
	return trials, nil
}

func (d *Deployment) try(ctx context.Context, object *unstructured.Unstructured) (*unstructured.Unstructured, error) {
	client, err := d.Cluster.Resource(object.GroupVersionKind(), object.GetNamespace())
	if err != nil {
		return nil, err
	}
	sent := object
	if object.GetKind() != "Namespace" {
		if sent, err = withLastApplied(object); err != nil {
			return nil, err
		}
	}
	return client.Create(ctx, sent, metav1.CreateOptions{FieldManager: applyManager, DryRun: []string{metav1.DryRunAll}})
}

// missingNamespace reports whether an object was refused only because its
// namespace is not there.
func missingNamespace(err error, object *unstructured.Unstructured) bool {
	status, ok := err.(apierrors.APIStatus)
	if !ok || !apierrors.IsNotFound(err) || object.GetNamespace() == "" {
		return false
	}
	details := status.Status().Details
	return details != nil && details.Kind == "namespaces" && details.Name == object.GetNamespace()
}

// declaredOutside reports whether the challenge declares objects of a kind
// outside of its namespaces: where no cluster is asked, that tells of a kind
// that is not Kubernetes' own that it has none.
func (d *Deployment) declaredOutside(gvk schema.GroupVersionKind) bool {
	apiVersion, kind := gvk.ToAPIVersionAndKind()
	for _, touch := range d.Challenge.Spec.Touches {
		if touch.APIVersion == apiVersion && touch.Kind == kind {
			return true
		}
	}
	return false
}
