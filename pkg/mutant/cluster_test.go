package mutant

import (
	"fmt"
	"slices"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
	apierrors "k8s.io/apimachinery/pkg/api/errors"
	metav1 "k8s.io/apimachinery/pkg/apis/meta/v1"
	"k8s.io/apimachinery/pkg/apis/meta/v1/unstructured"
	"k8s.io/apimachinery/pkg/runtime"
	"k8s.io/apimachinery/pkg/runtime/schema"
	"k8s.io/client-go/dynamic/fake"

	"github.com/kubectl-mastery/kubectl-mastery/pkg/cluster"
)

// live is a cluster with these objects; nobody in it follows what is changed.
func live(t *testing.T, objects ...map[string]any) (*cluster.Cluster, *fake.FakeDynamicClient) {
	t.Helper()
	var all []runtime.Object
	for _, o := range objects {
		all = append(all, (&unstructured.Unstructured{Object: o}).DeepCopy())
	}
	client := fake.NewSimpleDynamicClientWithCustomListKinds(runtime.NewScheme(), map[schema.GroupVersionResource]string{cluster.Core("pods"): "PodList"}, all...)
	return &cluster.Cluster{Dynamic: client}, client
}

func get(t *testing.T, c *cluster.Cluster, o map[string]any) map[string]any {
	t.Helper()
	meta := &unstructured.Unstructured{Object: o}
	client, err := c.Resource(meta.GroupVersionKind(), meta.GetNamespace())
	if err != nil {
		t.Fatal(err)
	}
	found, err := client.Get(t.Context(), meta.GetName(), metav1.GetOptions{})
	if apierrors.IsNotFound(err) {
		return nil
	}
	if err != nil {
		t.Fatal(err)
	}
	return found.Object
}

// TestApply changes objects in a cluster as it says, and puts them back.
func TestApply(t *testing.T) {
	all := mutants(t, solved(t))
	for _, name := range []string{
		"scale deployment/shop to 0", "image of deployment/shop/web", "without limits.memory of deployment/shop/web",
		"command of deployment/shop/web", "selector of service/shop", "suspend cronjob/nightly in next",
		"without label team of namespace/${NS_MAIN}", "no node for daemonset/agent in next",
	} {
		t.Run(name, func(t *testing.T) {
			m := named(t, all, name)
			c, _ := live(t, m.object)
			if err := m.Apply(t.Context(), c); err != nil {
				t.Fatal(err)
			}
			if d := cmp.Diff(m.wanted(m.object).Object, get(t, c, m.object)); d != "" {
				t.Error(d)
			}
			if err := m.Undo(t.Context(), c); err != nil {
				t.Fatal(err)
			}
			if d := cmp.Diff(m.object, get(t, c, m.object)); d != "" {
				t.Error(d)
			}
		})
	}
}

// TestApplyLeaves what others have written since the recording.
func TestApplyLeaves(t *testing.T) {
	m := named(t, mutants(t, solved(t)), "image of deployment/shop/web")
	since := (&unstructured.Unstructured{Object: m.object}).DeepCopy()
	since.SetAnnotations(map[string]string{"deployment.kubernetes.io/revision": "3", "since": "then"})
	c, _ := live(t, since.Object)
	for _, do := range []func() error{func() error { return m.Apply(t.Context(), c) }, func() error { return m.Undo(t.Context(), c) }} {
		if err := do(); err != nil {
			t.Fatal(err)
		}
	}
	if d := cmp.Diff(since.Object, get(t, c, m.object)); d != "" {
		t.Error(d)
	}
}

func TestApplyDeletes(t *testing.T) {
	all := mutants(t, solved(t))
	for name, want := range map[string]string{
		"delete configmap/settings":            "data map[colour:red] metadata.name settings",
		"delete clusterrole/${NS_MAIN}-reader": "metadata.name a-reader",
		"delete service/shop":                  "metadata.name shop spec map[ports:[map[port:80]] selector:map[app:shop]]",
	} {
		t.Run(name, func(t *testing.T) {
			m := named(t, all, name)
			c, _ := live(t, m.object)
			if err := m.Apply(t.Context(), c); err != nil || get(t, c, m.object) != nil {
				t.Errorf("it is there still, %v", err)
			}
			if err := m.Undo(t.Context(), c); err != nil {
				t.Fatal(err)
			}
			got := get(t, c, m.object)
			for _, lost := range []string{"uid", "managedFields"} {
				if nested(got, "metadata")[lost] != nil {
					t.Errorf("%s is that of the old one", lost)
				}
			}
			meta := nested(got, "metadata")["name"]
			lines := []string{}
			for _, part := range []string{"data", "spec"} {
				if got[part] != nil {
					lines = append(lines, part+" "+strings.ReplaceAll(strings.TrimSpace(fmt.Sprint(got[part])), "\n", " "))
				}
			}
			lines = append(lines, "metadata.name "+fmt.Sprint(meta))
			slices.Sort(lines)
			if d := cmp.Diff(want, strings.Join(lines, " ")); d != "" {
				t.Error(d)
			}
			// Once more: it is there already.
			if err := m.Undo(t.Context(), c); !apierrors.IsAlreadyExists(err) {
				t.Errorf("%v", err)
			}
		})
	}
}

// TestApplyRenews: whose controller does not roll out a change, its pods are
// deleted; and those of a StatefulSet when it is put back.
func TestApplyRenews(t *testing.T) {
	workload := func(kind, version string, spec map[string]any) map[string]any {
		spec["template"] = map[string]any{"spec": map[string]any{"containers": []any{map[string]any{"name": "web", "image": "nginx"}}}}
		return map[string]any{
			"apiVersion": version, "kind": kind, "spec": spec,
			"metadata": map[string]any{"name": "shop", "namespace": "a", "uid": "shop", "managedFields": []any{map[string]any{"manager": "kubectl"}}},
		}
	}
	onDelete := map[string]any{"updateStrategy": map[string]any{"type": "OnDelete"}}
	tests := []struct {
		name                  string
		workload              map[string]any
		mutant                string
		afterApply, afterUndo string
	}{
		{"a Deployment", workload("Deployment", "apps/v1", map[string]any{}), "image of deployment/shop/web", "its other", "its other"},
		{"a StatefulSet", workload("StatefulSet", "apps/v1", map[string]any{}), "image of statefulset/shop/web", "its other", "other"},
		{"a StatefulSet on delete", workload("StatefulSet", "apps/v1", onDelete), "image of statefulset/shop/web", "other", "other"},
		{"a ReplicaSet", workload("ReplicaSet", "apps/v1", map[string]any{}), "image of replicaset/shop/web", "other", "other"},
		{"a ReplicationController", workload("ReplicationController", "v1", map[string]any{}), "image of replicationcontroller/shop/web", "other", "other"},
		{"scaled", workload("ReplicaSet", "apps/v1", map[string]any{}), "scale replicaset/shop to 0", "its other", "its other"},
	}
	for _, test := range tests {
		t.Run(test.name, func(t *testing.T) {
			pod := func(name, owner string) map[string]any {
				return map[string]any{"apiVersion": "v1", "kind": "Pod", "metadata": map[string]any{"name": name, "namespace": "a", "ownerReferences": []any{
					map[string]any{"apiVersion": test.workload["apiVersion"], "kind": test.workload["kind"], "name": owner, "uid": owner, "controller": true},
				}}}
			}
			m := named(t, mutants(t, []map[string]any{test.workload}), test.mutant)
			c, client := live(t, test.workload, pod("its", "shop"), pod("other", "other"))
			left := func() string {
				list, err := client.Resource(cluster.Core("pods")).Namespace("a").List(t.Context(), metav1.ListOptions{})
				if err != nil {
					t.Fatal(err)
				}
				var names []string
				for _, o := range list.Items {
					names = append(names, o.GetName())
				}
				slices.Sort(names)
				return strings.Join(names, " ")
			}
			if err := m.Apply(t.Context(), c); err != nil || left() != test.afterApply {
				t.Errorf("applied: pods %s, %v", left(), err)
			}
			if err := m.Undo(t.Context(), c); err != nil || left() != test.afterUndo {
				t.Errorf("undone: pods %s, %v", left(), err)
			}
		})
	}
}

// TestApplyToPod makes a pod anew: its image could be changed, nothing else.
func TestApplyToPod(t *testing.T) {
	m := named(t, mutants(t, solved(t)), "command of pod/by-hand/web")
	c, _ := live(t, m.object)
	for _, step := range []struct {
		do   func() error
		want any
	}{{func() error { return m.Apply(t.Context(), c) }, []any{"sleep", "infinity"}}, {func() error { return m.Undo(t.Context(), c) }, nil}} {
		if err := step.do(); err != nil {
			t.Fatal(err)
		}
		spec := nested(get(t, c, m.object), "spec")
		if d := cmp.Diff(step.want, items(spec["containers"])[0]["command"]); d != "" || spec["nodeName"] != nil {
			t.Errorf("%v %s", spec, d)
		}
	}
}
