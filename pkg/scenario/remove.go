package scenario

import (
	"context"
	"fmt"
	"strings"
	"sync"
	"time"

	apierrors "k8s.io/apimachinery/pkg/api/errors"
	metav1 "k8s.io/apimachinery/pkg/apis/meta/v1"
	"k8s.io/apimachinery/pkg/apis/meta/v1/unstructured"
	"k8s.io/client-go/dynamic"

	"github.com/kubectl-mastery/kubectl-mastery/pkg/challenge"
	"github.com/kubectl-mastery/kubectl-mastery/pkg/cluster"
)

// Remove deletes the run's namespaces with all that is in them, and what the
// challenge declares that the learner makes elsewhere, and returns when they
// are gone. A namespace of another run, or one that this program did not make,
// is left alone.
func (d *Deployment) Remove(ctx context.Context) error {
	client := d.Cluster.Dynamic.Resource(cluster.Core("namespaces"))
	var deleted []string
	for _, alias := range d.Challenge.Namespaces() {
		name := d.Namespaces[alias]
		ns, err := client.Get(ctx, name, metav1.GetOptions{})
		if err != nil && !apierrors.IsNotFound(err) {
			return fmt.Errorf("read namespace %s: %w", name, cluster.Explain(err))
		}
		gone := err != nil
		if gone {
			ns = nil
		}
		if alias == challenge.MainNamespace {
			if err := d.removeTouched(ctx, ns); err != nil {
				return err
			}
		}
		if gone {
			continue
		}
		if ns.GetAnnotations()[RunAnnotation] != d.Run {
			continue
		}
		uid := ns.GetUID()
		err = client.Delete(ctx, name, metav1.DeleteOptions{Preconditions: &metav1.Preconditions{UID: &uid}})
		if err != nil && !apierrors.IsNotFound(err) && !apierrors.IsConflict(err) {
			return fmt.Errorf("delete namespace %s: %w", name, cluster.Explain(err))
		}
		deleted = append(deleted, name)
	}
	for _, name := range deleted {
		if err := d.hurry(ctx, name); err != nil {
			return err
		}
	}
	for _, name := range deleted {
		if err := d.awaitGone(ctx, client, name); err != nil {
			return err
		}
	}
	return nil
}

// awaitGone waits until a namespace is gone, and says what holds it up where
// that takes long.
func (d *Deployment) awaitGone(ctx context.Context, client dynamic.ResourceInterface, name string) error {
	var mu sync.Mutex
	stuck, said, began := "", "", time.Now()
	say := func(why string) {
		mu.Lock()
		defer mu.Unlock()
		if why != "" {
			stuck = why
		}
		if stuck != said && time.Since(began) >= quiet {
			said = stuck
			d.step("namespace %s: %s", name, stuck)
		}
	}
	later := time.AfterFunc(quiet, func() { say("") }) // what is stuck does not change any more
	defer later.Stop()
	err := await(ctx, client, name, func(ns *unstructured.Unstructured) bool {
		say(remaining(ns))
		return ns == nil
	})
	mu.Lock()
	defer mu.Unlock()
	switch {
	case err != nil && stuck != "":
		return fmt.Errorf("namespace %s is not gone yet: %s: %w", name, stuck, err)
	case err != nil:
		return fmt.Errorf("wait until namespace %s is gone: %w", name, cluster.Explain(err))
	}
	return nil
}

// hurry gives the pods of a namespace that is on its way out a second to end:
// the namespace's own removal gives each what its specification asks for, and
// looks again only long after. Who may not do this waits for that.
func (d *Deployment) hurry(ctx context.Context, namespace string) error {
	second := int64(1)
	err := d.Cluster.Dynamic.Resource(cluster.Core("pods")).Namespace(namespace).
		DeleteCollection(ctx, metav1.DeleteOptions{GracePeriodSeconds: &second}, metav1.ListOptions{})
	if err != nil && !apierrors.IsNotFound(err) && !apierrors.IsForbidden(err) && !apierrors.IsMethodNotSupported(err) {
		return fmt.Errorf("end the pods of namespace %s: %w", namespace, cluster.Explain(err))
	}
	return nil
}

// remaining is what the namespace controller says still holds a namespace up.
func remaining(ns *unstructured.Unstructured) string {
	if ns == nil {
		return ""
	}
	conditions, _, _ := unstructured.NestedSlice(ns.Object, "status", "conditions")
	var reasons []string
	for _, item := range conditions {
		c, ok := item.(map[string]any)
		if ok && c["status"] == "True" {
			reasons = append(reasons, fmt.Sprint(c["message"]))
		}
	}
	return strings.Join(reasons, "; ")
}

func (d *Deployment) step(format string, args ...any) {
	if d.Step != nil {
		d.Step(format, args...)
	}
}
