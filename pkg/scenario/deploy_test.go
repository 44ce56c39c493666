package scenario

import (
	"errors"
	"strings"
	"testing"
	"time"

	apierrors "k8s.io/apimachinery/pkg/api/errors"
	metav1 "k8s.io/apimachinery/pkg/apis/meta/v1"
	"k8s.io/apimachinery/pkg/apis/meta/v1/unstructured"
	"k8s.io/apimachinery/pkg/runtime"
	"k8s.io/apimachinery/pkg/runtime/schema"
	"k8s.io/client-go/dynamic/fake"
	clienttesting "k8s.io/client-go/testing"

	"github.com/kubectl-mastery/kubectl-mastery/pkg/challenge"
	"github.com/kubectl-mastery/kubectl-mastery/pkg/check"
	"github.com/kubectl-mastery/kubectl-mastery/pkg/cluster"
)

var pods = schema.GroupVersionResource{Version: "v1", Resource: "pods"}

var configMaps = schema.GroupVersionResource{Version: "v1", Resource: "configmaps"}

var clusterRoles = rbac("clusterroles")

func rbac(resource string) schema.GroupVersionResource {
	return schema.GroupVersionResource{Group: "rbac.authorization.k8s.io", Version: "v1", Resource: resource}
}

func namespace(name, run string) *unstructured.Unstructured {
	ns := &unstructured.Unstructured{Object: map[string]any{"apiVersion": "v1", "kind": "Namespace", "metadata": map[string]any{"name": name}}}
	if run != "" {
		ns.SetAnnotations(map[string]string{RunAnnotation: run})
		ns.SetLabels(map[string]string{ManagedByLabel: ManagedBy})
	}
	return ns
}

// api is a server with the default ServiceAccounts of two namespaces, which
// stores nothing that is only tried.
func api(objects ...runtime.Object) *fake.FakeDynamicClient {
	for _, ns := range []string{"one", "two"} {
		objects = append(objects, &unstructured.Unstructured{Object: map[string]any{
			"apiVersion": "v1", "kind": "ServiceAccount", "metadata": map[string]any{"name": "default", "namespace": ns},
		}})
	}
	client := fake.NewSimpleDynamicClientWithCustomListKinds(runtime.NewScheme(), map[schema.GroupVersionResource]string{
		namespaces: "NamespaceList", serviceAccounts: "ServiceAccountList", configMaps: "ConfigMapList",
		pods: "PodList", cluster.Core("events"): "EventList", clusterRoles: "ClusterRoleList", rbac("roles"): "RoleList",
		rbac("rolebindings"): "RoleBindingList", rbac("clusterrolebindings"): "ClusterRoleBindingList",
	}, objects...)
	// the plain fake does not know field selectors
	client.PrependReactor("list", "namespaces", func(action clienttesting.Action) (bool, runtime.Object, error) {
		wanted, only := action.(clienttesting.ListAction).GetListRestrictions().Fields.RequiresExactMatch("metadata.name")
		if !only {
			return false, nil, nil
		}
		list := &unstructured.UnstructuredList{Object: map[string]any{"apiVersion": "v1", "kind": "NamespaceList"}}
		ns, err := client.Tracker().Get(namespaces, "", wanted)
		if err == nil {
			list.Items = append(list.Items, *ns.(*unstructured.Unstructured))
		}
		return true, list, nil
	})
	for _, resource := range []string{"configmaps", "pods"} {
		client.PrependReactor("create", resource, func(action clienttesting.Action) (bool, runtime.Object, error) {
			create := action.(clienttesting.CreateActionImpl)
			return len(create.CreateOptions.DryRun) > 0, create.Object, nil
		})
	}
	return client
}

func deployment(client *fake.FakeDynamicClient) *Deployment {
	c := made(nil)
	c.Spec.Namespaces = []string{"second"}
	return &Deployment{
		Cluster: &cluster.Cluster{Dynamic: client}, Challenge: c, Run: "run-1",
		Namespaces: map[string]string{"main": "one", "second": "two"},
	}
}

func names(t *testing.T, client *fake.FakeDynamicClient) string {
	t.Helper()
	list, err := client.Resource(namespaces).List(t.Context(), metav1.ListOptions{})
	if err != nil {
		t.Fatal(err)
	}
	var names []string
	for _, ns := range list.Items {
		names = append(names, ns.GetName())
	}
	return strings.Join(names, " ")
}

func TestCreateAndRemove(t *testing.T) {
	client := api(namespace("theirs", ""))
	d := deployment(client)
	baseline, err := d.Create(t.Context())
	if err != nil {
		t.Fatal(err)
	}
	start, _ := baseline[check.StartBaseline].(map[string]any)
	if _, ok := baseline["configmap/c"]; !ok || len(baseline) != 2 || start["configmap/c"] == nil || len(start) != 1 {
		t.Errorf("baseline %v", baseline)
	}
	live, err := client.Resource(configMaps).Namespace("one").Get(t.Context(), "c", metav1.GetOptions{})
	if err != nil || live.GetAnnotations()["kubectl.kubernetes.io/last-applied-configuration"] == "" {
		t.Errorf("%v, %v", live, err)
	}
	ns, err := client.Resource(namespaces).Get(t.Context(), "one", metav1.GetOptions{})
	if err != nil || ns.GetAnnotations()[RunAnnotation] != "run-1" || ns.GetLabels()[ManagedByLabel] != ManagedBy {
		t.Errorf("%v, %v", ns, err)
	}
	for range 2 { // removing what is gone is no error
		if err := d.Remove(t.Context()); err != nil {
			t.Fatal(err)
		}
		if got := names(t, client); got != "theirs" {
			t.Errorf("namespaces: %s", got)
		}
	}
}

// TestBaselineOfAFault: the scenario is noted without its fault and with it.
func TestBaselineOfAFault(t *testing.T) {
	d := deployment(api())
	d.Challenge = made(map[string]string{
		"scenario/kustomization.yaml":     "namespace: ${NS_MAIN}\nresources: [config.yaml, other.yaml]\n",
		"scenario/other.yaml":             "{apiVersion: v1, kind: ConfigMap, metadata: {name: d}, data: {a: b}}\n",
		"faults/birch/kustomization.yaml": "resources: [../../scenario]\npatches: [{target: {name: c}, patch: '- {op: replace, path: /data/a, value: x}'}]\n",
	})
	d.Challenge.Spec.Namespaces = []string{"second"}
	d.Challenge.Spec.Faults = []challenge.Fault{{ID: "birch"}}
	d.Fault = "birch"
	baseline, err := d.Create(t.Context())
	if err != nil {
		t.Fatal(err)
	}
	start, _ := baseline[check.StartBaseline].(map[string]any)
	for name, want := range map[string]string{"c": "b x", "d": "b b"} {
		got := ""
		for _, objects := range []map[string]any{baseline, start} {
			object, _ := objects["configmap/"+name].(map[string]any)
			value, _, _ := unstructured.NestedString(object, "data", "a")
			got = strings.TrimSpace(got + " " + value)
		}
		if got != want {
			t.Errorf("%s: %s, want %s", name, got, want)
		}
	}
}

func TestCreateLeavesNothing(t *testing.T) {
	refused := apierrors.NewForbidden(configMaps.GroupResource(), "x", errors.New("no"))
	for _, point := range []struct {
		name, verb, resource string
		dryRun               bool
	}{
		{"the second namespace", "create", "namespaces", false},
		{"waiting for ServiceAccounts", "list", "serviceaccounts", false},
		{"the dry run", "create", "configmaps", true},
		{"an object", "create", "configmaps", false},
	} {
		t.Run(point.name, func(t *testing.T) {
			client := api()
			client.PrependReactor(point.verb, point.resource, func(action clienttesting.Action) (bool, runtime.Object, error) {
				create, ok := action.(clienttesting.CreateActionImpl)
				if ok && point.resource == "namespaces" && create.Object.(*unstructured.Unstructured).GetName() == "one" {
					return false, nil, nil
				}
				if ok && point.resource == "configmaps" && point.dryRun != (len(create.CreateOptions.DryRun) > 0) {
					return false, nil, nil
				}
				return true, nil, refused
			})
			if _, err := deployment(client).Create(t.Context()); !apierrors.IsForbidden(err) {
				t.Errorf("error %v", err)
			}
			if got := names(t, client); got != "" {
				t.Errorf("left: %s", got)
			}
		})
	}
}

func TestCreateLeavesOthersAlone(t *testing.T) {
	dying := namespace("one", "run-0")
	dying.SetDeletionTimestamp(&metav1.Time{Time: time.Date(2026, 11, 24, 12, 0, 0, 0, time.UTC)})
	for _, test := range []struct {
		name  string
		there *unstructured.Unstructured
		says  string
	}{
		{"somebody's", namespace("one", ""), "was not made by kubectl mastery and is left alone"},
		{"one that is on its way out", dying, "still being deleted; wait until"},
		{"another run's", namespace("one", "run-0"), "of a run that your record does not know"},
		{"the second is somebody's", namespace("two", ""), "two was not made by kubectl mastery"},
	} {
		t.Run(test.name, func(t *testing.T) {
			client := api(test.there)
			_, err := deployment(client).Create(t.Context())
			if !errors.Is(err, ErrOccupied) || !strings.Contains(err.Error(), test.says) {
				t.Errorf("error %v", err)
			}
			if got := names(t, client); got != test.there.GetName() {
				t.Errorf("left: %q", got)
			}
		})
	}
}
