package scenario

import (
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"time"

	apierrors "k8s.io/apimachinery/pkg/api/errors"
	metav1 "k8s.io/apimachinery/pkg/apis/meta/v1"
	"k8s.io/apimachinery/pkg/apis/meta/v1/unstructured"

	"github.com/kubectl-mastery/kubectl-mastery/pkg/challenge"
	"github.com/kubectl-mastery/kubectl-mastery/pkg/cluster"
)

// Marks on the namespaces that this program makes.
const (
	ManagedByLabel = "app.kubernetes.io/managed-by"
	ManagedBy      = "kubectl-mastery"
	// RunAnnotation holds the id of the run that a namespace belongs to.
	RunAnnotation = "kubectl-mastery/run"
)

// Deployment is one run of a challenge on a cluster.
type Deployment struct {
	// Cluster may be nil where nothing but Preview is asked.
	Cluster   *cluster.Cluster
	Challenge *challenge.Challenge
	// Run is the run's id, Fault the id of its fault, if it has one.
	Run, Fault string
	// Namespaces maps the challenge's aliases to real names.
	Namespaces map[string]string
	// Registry stands in for the one that images are named with, if not empty.
	Registry string
	// Step is told what is being waited for; nil tells nobody.
	Step func(format string, args ...any)
}

// ErrOccupied is wrapped where a namespace that a run needs exists already.
var ErrOccupied = errors.New("namespace exists already")

// Values are what the challenge's variables stand for in this run.
func (d *Deployment) Values() challenge.Substitution {
	return challenge.Substitution{Namespaces: d.Namespaces, Registry: d.Registry}
}

// Objects are what Create puts into the cluster, in that order, but for the
// namespaces. A challenge that does more than it declares has none.
func (d *Deployment) Objects() ([]*unstructured.Unstructured, error) {
	return d.guarded(Render(d.Challenge, d.Fault, d.Values()))
}

// Create makes the namespaces and the objects and returns the baseline: the
// scenario without its fault as this API server defaults it, by "kind/name",
// and below StartBaseline the same with its fault.
// Where it fails it has taken out again what it made.
func (d *Deployment) Create(ctx context.Context) (baseline map[string]any, err error) {
	healthy, err := d.guarded(Render(d.Challenge, "", d.Values()))
	if err != nil {
		return nil, err
	}
	objects, err := d.Objects()
	if err != nil {
		return nil, err
	}
	before, err := d.before()
	if err != nil {
		return nil, err
	}
	defer func() {
		if err != nil {
			err = errors.Join(err, d.cleanUp(ctx))
		}
	}()
	if err := d.createNamespaces(ctx); err != nil {
		return nil, err
	}
	if err := d.allowPods(ctx); err != nil {
		return nil, err
	}
	if baseline, err = d.dryRun(ctx, healthy); err != nil {
		return nil, err
	}
	if err := d.withFault(ctx, baseline, healthy, objects); err != nil {
		return nil, err
	}
	if err := d.freshAccess(ctx, baseline); err != nil {
		return nil, err
	}
	if len(before) == 0 {
		return baseline, d.apply(ctx, objects)
	}
	d.step("waiting until what was there before the change is up")
	if err := d.bringUp(ctx, before); err != nil {
		return nil, err
	}
	if d.Fault == "" { // nothing keeps it from coming up
		return baseline, d.bringUp(ctx, different(objects, before))
	}
	return baseline, d.apply(ctx, different(objects, before))
}

// cleanUp takes out what a failed Create made, even if ctx has ended.
func (d *Deployment) cleanUp(ctx context.Context) error {
	ctx, cancel := context.WithTimeout(context.WithoutCancel(ctx), time.Minute)
	defer cancel()
	return d.Remove(ctx)
}

func (d *Deployment) createNamespaces(ctx context.Context) error {
	for _, alias := range d.Challenge.Namespaces() {
		ns := d.namespace(alias)
		_, err := d.Cluster.Dynamic.Resource(cluster.Core("namespaces")).Create(ctx, ns, metav1.CreateOptions{})
		if apierrors.IsAlreadyExists(err) {
			return d.occupied(ctx, d.Namespaces[alias])
		}
		if err != nil {
			return fmt.Errorf("create namespace %s: %w", d.Namespaces[alias], cluster.Explain(err))
		}
	}
	return d.awaitServiceAccounts(ctx)
}

// namespace is one of the run's own namespaces, by its alias. One that is only
// looked at has no run.
func (d *Deployment) namespace(alias string) *unstructured.Unstructured {
	ns := &unstructured.Unstructured{Object: map[string]any{
		"apiVersion": "v1", "kind": "Namespace",
		"metadata": map[string]any{
			"name":   d.Namespaces[alias],
			"labels": map[string]any{ManagedByLabel: ManagedBy},
		},
	}}
	if d.Run != "" {
		ns.SetAnnotations(map[string]string{RunAnnotation: d.Run})
	}
	return ns
}

func (d *Deployment) occupied(ctx context.Context, name string) error {
	ns, err := d.Cluster.Dynamic.Resource(cluster.Core("namespaces")).Get(ctx, name, metav1.GetOptions{})
	switch {
	case err == nil && ns.GetDeletionTimestamp() != nil:
		return fmt.Errorf("%w: %s is still being deleted; wait until `kubectl get namespace %s` no longer finds it", ErrOccupied, name, name)
	case err == nil && ns.GetLabels()[ManagedByLabel] == ManagedBy:
		return fmt.Errorf("%w: %s is of a run that your record does not know; if nobody else is at work there, remove it with `kubectl delete namespace %s`", ErrOccupied, name, name)
	}
	return fmt.Errorf("%w: %s was not made by kubectl mastery and is left alone; rename or remove it first", ErrOccupied, name)
}

// awaitServiceAccounts waits until pods can be created: the API server refuses
// them before their namespace has its default ServiceAccount, and controllers
// then back off.
func (d *Deployment) awaitServiceAccounts(ctx context.Context) error {
	ctx, cancel := context.WithTimeout(ctx, 30*time.Second)
	defer cancel()
	for _, name := range d.Namespaces {
		client := d.Cluster.Dynamic.Resource(cluster.Core("serviceaccounts")).Namespace(name)
		if err := await(ctx, client, "default", func(o *unstructured.Unstructured) bool { return o != nil }); err != nil {
			return fmt.Errorf("wait for the default ServiceAccount of namespace %s: %w", name, cluster.Explain(err))
		}
	}
	return nil
}

// apply creates objects as `kubectl apply` would, so that the learner's own
// apply finds what it expects, and updates those that are there.
func (d *Deployment) apply(ctx context.Context, objects []*unstructured.Unstructured) error {
	for _, object := range objects {
		client, err := d.Cluster.Resource(object.GroupVersionKind(), object.GetNamespace())
		if err != nil {
			return err
		}
		wanted, err := withLastApplied(object)
		if err != nil {
			return err
		}
		_, err = client.Create(ctx, wanted, metav1.CreateOptions{FieldManager: applyManager})
		if apierrors.IsAlreadyExists(err) {
			var live *unstructured.Unstructured
			if live, err = client.Get(ctx, object.GetName(), metav1.GetOptions{}); err == nil {
				wanted.SetResourceVersion(live.GetResourceVersion())
				_, err = client.Update(ctx, wanted, metav1.UpdateOptions{FieldManager: applyManager})
			}
		}
		if err != nil {
			return fmt.Errorf("create %s: %w", Label(object), cluster.Explain(err))
		}
	}
	return nil
}

// applyManager is kubectl's own name as a field manager.
const applyManager = "kubectl-client-side-apply"

func withLastApplied(object *unstructured.Unstructured) (*unstructured.Unstructured, error) {
	configuration, err := json.Marshal(object.Object)
	if err != nil {
		return nil, err
	}
	wanted := object.DeepCopy()
	annotations := wanted.GetAnnotations()
	if annotations == nil {
		annotations = map[string]string{}
	}
	annotations["kubectl.kubernetes.io/last-applied-configuration"] = string(configuration) + "\n"
	wanted.SetAnnotations(annotations)
	return wanted, nil
}
