package mutant

import (
	"context"

	apierrors "k8s.io/apimachinery/pkg/api/errors"
	metav1 "k8s.io/apimachinery/pkg/apis/meta/v1"
	"k8s.io/apimachinery/pkg/apis/meta/v1/unstructured"
	"k8s.io/apimachinery/pkg/types"
	"k8s.io/apimachinery/pkg/util/jsonmergepatch"
	"k8s.io/client-go/dynamic"

	"github.com/kubectl-mastery/kubectl-mastery/pkg/cluster"
)

// Apply makes the change in the cluster.
func (m Mutant) Apply(ctx context.Context, c *cluster.Cluster) error {
	client, meta, err := m.client(c)
	if err != nil {
		return err
	}
	switch {
	case m.deletes():
		background := metav1.DeletePropagationBackground
		return client.Delete(ctx, meta.GetName(), metav1.DeleteOptions{PropagationPolicy: &background})
	case meta.GetKind() == "Pod":
		return replacePod(ctx, client, m.wanted(m.object).Object)
	}
	err = patch(ctx, client, meta.GetName(), meta, m.wanted(m.object))
	if err != nil || !m.byHand() {
		return err
	}
	return m.renew(ctx, c)
}

// Undo puts back what Apply has changed. Whether the state is solved again is
// for a verification to say.
func (m Mutant) Undo(ctx context.Context, c *cluster.Cluster) error {
	client, meta, err := m.client(c)
	if err != nil {
		return err
	}
	switch {
	case m.deletes():
		_, err = client.Create(ctx, fresh(m.object), metav1.CreateOptions{})
		return err
	case meta.GetKind() == "Pod":
		return replacePod(ctx, client, m.object)
	}
	err = patch(ctx, client, meta.GetName(), m.wanted(m.object), meta)
	// A StatefulSet waits for a pod that does not get ready, whatever is wanted of it by now.
	if err != nil || !m.byHand() && (m.pods == nil || meta.GetKind() != "StatefulSet") {
		return err
	}
	return m.renew(ctx, c)
}

// byHand reports whether pods must be deleted to be made of a changed template.
func (m Mutant) byHand() bool {
	strategy := nested(m.object, "spec", "updateStrategy")["type"]
	return m.pods != nil && (m.object["kind"] == "ReplicaSet" || m.object["kind"] == "ReplicationController" || strategy == "OnDelete")
}

// renew deletes the object's pods, so that they are made anew.
func (m Mutant) renew(ctx context.Context, c *cluster.Cluster) error {
	pods := c.Dynamic.Resource(cluster.Core("pods")).Namespace(namespace(m.object))
	list, err := pods.List(ctx, metav1.ListOptions{})
	if err != nil {
		return err
	}
	for i := range list.Items {
		owner := metav1.GetControllerOf(&list.Items[i])
		if owner == nil || owner.Kind != m.object["kind"] || owner.Name != nested(m.object, "metadata")["name"] {
			continue
		}
		if err := pods.Delete(ctx, list.Items[i].GetName(), metav1.DeleteOptions{}); err != nil && !apierrors.IsNotFound(err) {
			return err
		}
	}
	return nil
}

func (m Mutant) client(c *cluster.Cluster) (dynamic.ResourceInterface, *unstructured.Unstructured, error) {
	meta := &unstructured.Unstructured{Object: m.object}
	client, err := c.Resource(meta.GroupVersionKind(), meta.GetNamespace())
	return client, meta, err
}

// patch changes of an object what differs, whatever else was written meanwhile.
func patch(ctx context.Context, client dynamic.ResourceInterface, name string, from, to *unstructured.Unstructured) error {
	before, err := from.MarshalJSON()
	if err != nil {
		return err
	}
	after, err := to.MarshalJSON()
	if err != nil {
		return err
	}
	change, err := jsonmergepatch.CreateThreeWayJSONMergePatch(before, after, before)
	if err != nil {
		return err
	}
	_, err = client.Patch(ctx, name, types.MergePatchType, change, metav1.PatchOptions{})
	return err
}

// replacePod makes a pod anew, since most of one cannot be changed.
func replacePod(ctx context.Context, client dynamic.ResourceInterface, pod map[string]any) error {
	wanted, now := fresh(pod), int64(0)
	if err := client.Delete(ctx, wanted.GetName(), metav1.DeleteOptions{GracePeriodSeconds: &now}); err != nil && !apierrors.IsNotFound(err) {
		return err
	}
	_, err := client.Create(ctx, wanted, metav1.CreateOptions{})
	return err
}

// fresh is an object without what the API server and its controllers gave it.
func fresh(object map[string]any) *unstructured.Unstructured {
	o := (&unstructured.Unstructured{Object: object}).DeepCopy()
	delete(o.Object, "status")
	for _, field := range []string{"uid", "resourceVersion", "generation", "creationTimestamp", "managedFields"} {
		unstructured.RemoveNestedField(o.Object, "metadata", field)
	}
	spec := nested(o.Object, "spec")
	switch o.GetKind() {
	case "Pod":
		delete(spec, "nodeName")
	case "PersistentVolumeClaim":
		delete(spec, "volumeName")
	case "Service":
		if spec["clusterIP"] != "None" {
			delete(spec, "clusterIP")
			delete(spec, "clusterIPs")
		}
	}
	return o
}
