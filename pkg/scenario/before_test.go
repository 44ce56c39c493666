package scenario

import (
	"strings"
	"testing"

	metav1 "k8s.io/apimachinery/pkg/apis/meta/v1"
	"k8s.io/apimachinery/pkg/apis/meta/v1/unstructured"
	"k8s.io/apimachinery/pkg/runtime"
	clienttesting "k8s.io/client-go/testing"

	"github.com/kubectl-mastery/kubectl-mastery/pkg/challenge"
)

// changed is a challenge about a change: of a ConfigMap, beside a pod that stays.
func changed(files map[string]string) *challenge.Challenge {
	all := in(pod)
	all["before/kustomization.yaml"] = "resources: [../scenario]\npatches: [{target: {kind: ConfigMap}, patch: '- {op: replace, path: /data/a, value: old}'}]\n"
	for name, text := range files {
		all[name] = text
	}
	c := made(all)
	c.Spec.Delivery = challenge.AfterChange
	return c
}

// TestCreateAfterAChange: what was before is up before the change comes, and
// what the change leaves alone is written once.
func TestCreateAfterAChange(t *testing.T) {
	client := api()
	var order []string
	for _, verb := range []string{"create", "update", "list"} {
		client.PrependReactor(verb, "*", func(action clienttesting.Action) (bool, runtime.Object, error) {
			resource := action.GetResource().Resource
			if resource != "pods" && resource != "configmaps" {
				return false, nil, nil
			}
			switch action := action.(type) {
			case clienttesting.CreateActionImpl:
				if len(action.CreateOptions.DryRun) > 0 {
					return false, nil, nil
				}
				a, _, _ := unstructured.NestedString(action.Object.(*unstructured.Unstructured).Object, "data", "a")
				order = append(order, strings.TrimSpace("create "+resource+" "+a))
			case clienttesting.UpdateActionImpl:
				a, _, _ := unstructured.NestedString(action.Object.(*unstructured.Unstructured).Object, "data", "a")
				order = append(order, strings.TrimSpace("update "+resource+" "+a))
			case clienttesting.ListActionImpl:
				order = append(order, "look at "+resource)
				if resource == "pods" {
					return true, &unstructured.UnstructuredList{Object: map[string]any{"apiVersion": "v1", "kind": "PodList"}, Items: []unstructured.Unstructured{*object(t, `
						{apiVersion: v1, kind: Pod, metadata: {name: p, namespace: one}, status: {conditions: [{type: Ready, status: "True"}]}}`)}}, nil
				}
			}
			return false, nil, nil
		})
	}
	d := deployment(client)
	d.Challenge = changed(nil)
	d.Challenge.Spec.Namespaces = []string{"second"}
	if _, err := d.Create(t.Context()); err != nil {
		t.Fatal(err)
	}
	want := "create configmaps old, create pods, look at configmaps, look at pods, create configmaps b, update configmaps b, look at configmaps"
	if got := strings.Join(order, ", "); got != want {
		t.Errorf("%s\nwant %s", got, want)
	}
	live, err := client.Resource(configMaps).Namespace("one").Get(t.Context(), "c", metav1.GetOptions{})
	if a, _, _ := unstructured.NestedString(live.Object, "data", "a"); err != nil || a != "b" {
		t.Errorf("after the change a is %q, %v", a, err)
	}
}

func TestRenderBefore(t *testing.T) {
	for _, test := range []struct {
		name  string
		files map[string]string
		want  string
	}{
		{"something else", nil, "old"},
		{"nothing else", map[string]string{"before/kustomization.yaml": "resources: [../scenario]\n"}, "b"},
		{"more than the scenario", map[string]string{
			"before/kustomization.yaml": "resources: [../scenario, more.yaml]\n",
			"before/more.yaml":          "{apiVersion: v1, kind: ConfigMap, metadata: {name: d, namespace: '${NS_MAIN}'}}",
		}, "configmap/d is in before and not in the scenario"},
		{"nothing local", map[string]string{"before/kustomization.yaml": "resources: ['https://example.invalid/x.yaml']\n"}, "is not a file of this challenge"},
	} {
		t.Run(test.name, func(t *testing.T) {
			objects, err := RenderBefore(changed(test.files), values())
			if err != nil {
				if !strings.Contains(err.Error(), test.want) {
					t.Errorf("error %v, want %q", err, test.want)
				}
				return
			}
			if a, _, _ := unstructured.NestedString(objects[0].Object, "data", "a"); len(objects) != 2 || a != test.want {
				t.Errorf("%d objects, a is %q, want %q", len(objects), a, test.want)
			}
		})
	}
	t.Run("the scenario, where there is nothing else", func(t *testing.T) {
		objects, err := RenderBefore(made(nil), values())
		if err != nil || len(objects) != 1 {
			t.Errorf("%d objects, %v", len(objects), err)
		}
	})
	t.Run("more than it declares", func(t *testing.T) {
		c := changed(map[string]string{"before/kustomization.yaml": "resources: [../scenario]\npatches: [{target: {kind: Pod}, patch: '- {op: add, path: /spec/hostNetwork, value: true}'}]\n"})
		client := api()
		d := deployment(client)
		d.Challenge, d.Namespaces = c, values().Namespaces
		if _, err := d.Create(t.Context()); err == nil || !strings.Contains(err.Error(), "add hostNetwork there") || len(client.Actions()) > 0 {
			t.Errorf("error %v after %d requests", err, len(client.Actions()))
		}
	})
}

func TestUp(t *testing.T) {
	for _, test := range []struct {
		object string
		want   bool
	}{
		{"{apiVersion: v1, kind: ConfigMap}", true},
		{"{apiVersion: v1, kind: Pod}", false},
		{"{apiVersion: v1, kind: Pod, status: {conditions: [{type: Initialized, status: 'True'}, {type: Ready, status: 'False'}]}}", false},
		{"{apiVersion: v1, kind: Pod, status: {conditions: [{type: Initialized, status: 'True'}, {type: Ready, status: 'True'}]}}", true},
		{"{apiVersion: apps/v1, kind: Deployment, metadata: {generation: 1}}", false},
		{"{apiVersion: apps/v1, kind: Deployment, metadata: {generation: 1}, status: {observedGeneration: 1, replicas: 1, updatedReplicas: 1, availableReplicas: 1}}", true},
		{"{apiVersion: apps/v1, kind: Deployment, metadata: {generation: 1}, spec: {replicas: 2}, status: {observedGeneration: 1, replicas: 2, updatedReplicas: 2, availableReplicas: 1}}", false},
		{"{apiVersion: apps/v1, kind: Deployment, metadata: {generation: 2}, spec: {replicas: 2}, status: {observedGeneration: 1, replicas: 2, updatedReplicas: 2, availableReplicas: 2}}", false},
		{"{apiVersion: apps/v1, kind: StatefulSet, metadata: {generation: 2}, spec: {replicas: 2}, status: {observedGeneration: 2, replicas: 2, updatedReplicas: 2, availableReplicas: 2}}", true},
		{"{apiVersion: example.invalid/v1, kind: Deployment}", true},
	} {
		if got := up(object(t, test.object)); got != test.want {
			t.Errorf("%s: %t", test.object, got)
		}
	}
	if up(nil) {
		t.Error("what is not there is up")
	}
}

func object(t *testing.T, text string) *unstructured.Unstructured {
	t.Helper()
	objects, err := decode(strings.TrimSpace(text))
	if err != nil || len(objects) != 1 {
		t.Fatalf("%d objects, %v", len(objects), err)
	}
	return objects[0]
}
