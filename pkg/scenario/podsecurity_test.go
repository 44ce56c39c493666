package scenario

import (
	"errors"
	"fmt"
	"testing"

	apierrors "k8s.io/apimachinery/pkg/api/errors"
	metav1 "k8s.io/apimachinery/pkg/apis/meta/v1"
	"k8s.io/apimachinery/pkg/apis/meta/v1/unstructured"
	"k8s.io/apimachinery/pkg/runtime"
	clienttesting "k8s.io/client-go/testing"

	"github.com/kubectl-mastery/kubectl-mastery/pkg/challenge"
)

// TestAllowPods: where the cluster refuses plain pods by its own default, and only
// there, the run's namespaces say that Kubernetes' default holds.
func TestAllowPods(t *testing.T) {
	forbidden := func(why string) error { return apierrors.NewForbidden(pods.GroupResource(), "pod", errors.New(why)) }
	strict := forbidden(`violates PodSecurity "restricted:latest": runAsNonRoot != true`)
	for name, test := range map[string]struct {
		pods, patches error
		ways          []challenge.HostAccess
		label         string
		said          int
		fails         bool
	}{
		"as upstream":                       {},
		"another admission":                 {pods: forbidden("no pods today")},
		"strict by default":                 {pods: strict, label: "privileged", said: 1},
		"strict, and labels are refused":    {pods: strict, patches: forbidden("no"), said: 1, fails: true},
		"its pods use the nodes themselves": {pods: strict, ways: []challenge.HostAccess{"hostNetwork"}, label: "privileged", said: 1},
	} {
		t.Run(name, func(t *testing.T) {
			client := api(namespace("one", "run-1"), namespace("two", "run-1"))
			host := false
			client.PrependReactor("create", "pods", func(action clienttesting.Action) (bool, runtime.Object, error) {
				create := action.(clienttesting.CreateActionImpl)
				if len(create.CreateOptions.DryRun) == 0 {
					t.Error("a pod was made")
				}
				host, _, _ = unstructured.NestedBool(create.Object.(*unstructured.Unstructured).Object, "spec", "hostNetwork")
				return test.pods != nil, nil, test.pods
			})
			client.PrependReactor("patch", "namespaces", func(clienttesting.Action) (bool, runtime.Object, error) {
				return test.patches != nil, nil, test.patches
			})
			d := deployment(client)
			d.Challenge.Spec.HostAccess = test.ways
			said := 0
			d.Step = func(string, ...any) { said++ }
			if err := d.allowPods(t.Context()); (err != nil) != test.fails {
				t.Error(err)
			}
			if said != test.said || host != (len(test.ways) > 0) {
				t.Errorf("%d steps, host network %t", said, host)
			}
			for _, name := range []string{"one", "two"} {
				ns, err := client.Resource(namespaces).Get(t.Context(), name, metav1.GetOptions{})
				if got := ns.GetLabels()[podSecurityLabel]; err != nil || got != test.label {
					t.Error(fmt.Sprint(name, " has ", got), err)
				}
			}
		})
	}
}
