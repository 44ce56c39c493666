package evidence

import (
	"context"
	"errors"
	"fmt"
	"io/fs"
	"path"
	"strings"

	apierrors "k8s.io/apimachinery/pkg/api/errors"
	"k8s.io/apimachinery/pkg/api/meta"
	metav1 "k8s.io/apimachinery/pkg/apis/meta/v1"
	"k8s.io/apimachinery/pkg/apis/meta/v1/unstructured"
	"sigs.k8s.io/yaml"

	"github.com/kubectl-mastery/kubectl-mastery/pkg/challenge"
	"github.com/kubectl-mastery/kubectl-mastery/pkg/check"
	"github.com/kubectl-mastery/kubectl-mastery/pkg/cluster"
)

// admits asks by a dry run whether the API server accepts an object.
func (c *Collector) admits(ctx context.Context, a *challenge.Admits) (check.Answer, error) {
	object, err := c.trial(a)
	if err != nil {
		return check.Answer{}, fmt.Errorf("trials/%s: %w", a.Object, err)
	}
	gvk := object.GroupVersionKind()
	client, err := c.Cluster.Resource(gvk, object.GetNamespace())
	if meta.IsNoMatchError(err) {
		return check.Answer{Unasked: fmt.Sprintf("this cluster knows no %s in %s", gvk.Kind, gvk.GroupVersion())}, nil
	}
	if err != nil {
		return check.Answer{}, cluster.Explain(err)
	}
	stored, err := client.Create(ctx, object, metav1.CreateOptions{DryRun: []string{metav1.DryRunAll}})
	switch {
	case err == nil:
		stored.SetManagedFields(nil)
		return verdict(true, "", stored.Object), nil
	case apierrors.IsForbidden(err) && strings.Contains(err.Error(), "cannot create resource"):
		return check.Answer{Unasked: "you may not create this, so whether it would be accepted cannot be known: " + err.Error()}, nil
	case apierrors.IsForbidden(err) && strings.Contains(err.Error(), "status unknown for quota"):
		return check.Answer{Pending: "a quota is not in force yet: what is used of it has not been counted"}, nil
	case apierrors.IsForbidden(err), apierrors.IsInvalid(err), apierrors.IsBadRequest(err):
		return verdict(false, err.Error(), nil), nil
	case apierrors.IsNotFound(err):
		return check.Answer{Unasked: err.Error()}, nil
	case apierrors.IsInternalError(err), apierrors.IsTimeout(err), apierrors.IsServiceUnavailable(err):
		// A webhook that does not answer refuses nothing on purpose.
		return check.Answer{Unasked: "the API server could not decide: " + err.Error()}, nil
	}
	if status, ok := errors.AsType[*apierrors.StatusError](err); ok && status.Status().Code >= 400 && status.Status().Code < 500 {
		return verdict(false, err.Error(), nil), nil // a webhook chooses its own code
	}
	return check.Answer{}, cluster.Explain(err)
}

func verdict(accepted bool, message string, object map[string]any) check.Answer {
	value := map[string]any{"accepted": accepted, "message": message, "object": nil}
	if object != nil {
		value["object"] = object
	}
	return check.Answer{Value: value}
}

// trial reads the object that is tried. Its name is made unique, so that it
// never meets one that is there.
func (c *Collector) trial(a *challenge.Admits) (*unstructured.Unstructured, error) {
	source, err := fs.ReadFile(c.Challenge.FS, path.Join("trials", a.Object))
	if err != nil {
		return nil, err
	}
	text, err := c.values().Apply(string(source))
	if err != nil {
		return nil, err
	}
	object := &unstructured.Unstructured{}
	if err := yaml.Unmarshal([]byte(text), &object.Object); err != nil {
		return nil, err
	}
	if object.GetKind() == "" || object.GetAPIVersion() == "" || object.GetName() == "" {
		return nil, errors.New("apiVersion, kind and metadata.name are all needed")
	}
	if object.GetNamespace() == "" {
		object.SetNamespace(c.namespace(a.Namespace))
	}
	object.SetGenerateName(object.GetName() + "-")
	object.SetName("")
	return object, nil
}
