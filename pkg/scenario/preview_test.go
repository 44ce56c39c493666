package scenario

import (
	"errors"
	"fmt"
	"strings"
	"testing"

	apierrors "k8s.io/apimachinery/pkg/api/errors"
	"k8s.io/apimachinery/pkg/runtime"
	"k8s.io/apimachinery/pkg/runtime/schema"
	clienttesting "k8s.io/client-go/testing"

	"github.com/kubectl-mastery/kubectl-mastery/pkg/challenge"
)

const askOrLeave = "; ask whoever runs the cluster, or practise on another one (`kubectl mastery lab up`, kind, minikube)"

// TestTry: what an object is refused for is its own, and what cannot be asked
// is no refusal.
func TestTry(t *testing.T) {
	missing := apierrors.NewNotFound(schema.GroupResource{Resource: "namespaces"}, "one")
	tests := []struct {
		name string
		err  error
		want string
	}{
		{"it would be stored", nil, "namespace/one namespace/two configmap/c"},
		{"its namespace is not there", missing, "namespace/one namespace/two configmap/c:unasked"},
		{"another one is not there", apierrors.NewNotFound(schema.GroupResource{Resource: "namespaces"}, "two"), `namespace/one namespace/two configmap/c:namespaces "two" not found`},
		{"it is refused", apierrors.NewForbidden(schema.GroupResource{Resource: "configmaps"}, "c", errors.New("no")), `namespace/one namespace/two configmap/c:the cluster refuses it: configmaps "c" is forbidden: no` + askOrLeave},
	}
	for _, test := range tests {
		t.Run(test.name, func(t *testing.T) {
			client := api()
			client.PrependReactor("create", "*", func(action clienttesting.Action) (bool, runtime.Object, error) {
				create := action.(clienttesting.CreateActionImpl)
				if len(create.CreateOptions.DryRun) != 1 {
					t.Errorf("%s is created", create.Resource.Resource)
				}
				if create.Resource == configMaps {
					return true, create.Object, test.err
				}
				return true, create.Object, nil
			})
			trials, err := deployment(client).Try(t.Context())
			if err != nil {
				t.Fatal(err)
			}
			var got []string
			for _, one := range trials {
				said := Label(one.Object)
				if one.Unasked {
					said += ":unasked"
				}
				if one.Err != nil {
					said += fmt.Sprintf(":%v", one.Err)
				}
				got = append(got, said)
			}
			if strings.Join(got, " ") != test.want {
				t.Errorf("%s, want %s", strings.Join(got, " "), test.want)
			}
		})
	}
}

// TestPreviewOfOtherKinds: without a cluster, what the challenge declares tells
// whether a kind has no namespaces.
func TestPreviewOfOtherKinds(t *testing.T) {
	c := made(in("{apiVersion: x.io/v1, kind: Gadget, metadata: {name: '${NS_MAIN}-g'}}\n"))
	c.Spec.Touches = []challenge.Touch{{APIVersion: "x.io/v1", Kind: "Gadget", Name: "${NS_MAIN}-*"}}
	d := &Deployment{Challenge: c, Namespaces: map[string]string{"main": "one"}}
	objects, err := d.Preview()
	if err != nil || len(objects) != 3 || objects[2].GetNamespace()+objects[1].GetNamespace() != "one" {
		t.Fatalf("%v, %v", objects, err)
	}
	c.Spec.Touches = nil
	objects, err = d.Preview()
	if err != nil || len(objects) != 3 || objects[2].GetNamespace() != "one" || objects[1].GetNamespace() != "one" {
		t.Errorf("a kind that is not declared: %v, %v", objects, err)
	}
}
