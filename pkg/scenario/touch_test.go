package scenario

import (
	"errors"
	"slices"
	"strings"
	"testing"

	apierrors "k8s.io/apimachinery/pkg/api/errors"
	metav1 "k8s.io/apimachinery/pkg/apis/meta/v1"
	"k8s.io/apimachinery/pkg/apis/meta/v1/unstructured"
	"k8s.io/apimachinery/pkg/runtime"
	clienttesting "k8s.io/client-go/testing"

	"github.com/kubectl-mastery/kubectl-mastery/pkg/challenge"
)

func born(o *unstructured.Unstructured, at string) *unstructured.Unstructured {
	_ = unstructured.SetNestedField(o.Object, at, "metadata", "creationTimestamp")
	return o
}

func clusterRole(name, at string) *unstructured.Unstructured {
	return born(&unstructured.Unstructured{Object: map[string]any{
		"apiVersion": "rbac.authorization.k8s.io/v1", "kind": "ClusterRole", "metadata": map[string]any{"name": name},
	}}, at)
}

// TestRemoveTouched: what the challenge declares is removed, and nothing else.
func TestRemoveTouched(t *testing.T) {
	const before, then, after = "2026-11-24T11:00:00Z", "2026-11-24T12:00:00Z", "2026-11-24T13:00:00Z"
	touch := challenge.Touch{APIVersion: "rbac.authorization.k8s.io/v1", Kind: "ClusterRole", Name: "${NS_MAIN}-*"}
	restored := touch
	restored.Restore = []string{"rules"}
	tests := []struct {
		name    string
		touch   challenge.Touch
		objects []runtime.Object
		left    string
	}{
		{
			"by its name", touch,
			[]runtime.Object{born(namespace("one", "run-1"), then), clusterRole("one-a", after), clusterRole("one-b", then), clusterRole("one", after), clusterRole("one2-a", after), clusterRole("x-one-a", after)},
			"one one2-a x-one-a",
		},
		{"what was there before", touch, []runtime.Object{born(namespace("one", "run-1"), then), clusterRole("one-a", before)}, "one-a"},
		{"another run's", touch, []runtime.Object{born(namespace("one", "run-2"), then), clusterRole("one-a", after)}, "one-a"},
		{"the namespace is gone", touch, []runtime.Object{clusterRole("one-a", before)}, ""},
		{"what is restored stays", restored, []runtime.Object{born(namespace("one", "run-1"), then), clusterRole("one-a", after)}, "one-a"},
	}
	for _, test := range tests {
		t.Run(test.name, func(t *testing.T) {
			client := api(test.objects...)
			d := deployment(client)
			d.Challenge.Spec.Touches = []challenge.Touch{test.touch}
			if err := d.Remove(t.Context()); err != nil {
				t.Fatal(err)
			}
			list, err := client.Resource(clusterRoles).List(t.Context(), metav1.ListOptions{})
			if err != nil {
				t.Fatal(err)
			}
			var left []string
			for i := range list.Items {
				left = append(left, list.Items[i].GetName())
			}
			slices.Sort(left)
			if got := strings.Join(left, " "); got != test.left {
				t.Errorf("left are %q, want %q", got, test.left)
			}
		})
	}
	for _, verb := range []string{"list", "delete"} {
		t.Run("forbidden to "+verb, func(t *testing.T) {
			client := api(namespace("one", "run-1"), clusterRole("one-a", after))
			client.PrependReactor(verb, "clusterroles", func(clienttesting.Action) (bool, runtime.Object, error) {
				return true, nil, apierrors.NewForbidden(clusterRoles.GroupResource(), "", errors.New("no"))
			})
			d := deployment(client)
			d.Challenge.Spec.Touches = []challenge.Touch{touch}
			if err := d.Remove(t.Context()); err == nil || !strings.Contains(err.Error(), "remove each ClusterRole named ${NS_MAIN}-*: the cluster refuses it: ") {
				t.Errorf("%v", err)
			}
		})
	}
}
