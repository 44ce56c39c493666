package scenario

import (
	"errors"
	"testing"

	"github.com/google/go-cmp/cmp"
	apierrors "k8s.io/apimachinery/pkg/api/errors"
	"k8s.io/apimachinery/pkg/apis/meta/v1/unstructured"
	"k8s.io/apimachinery/pkg/runtime"
	clienttesting "k8s.io/client-go/testing"

	"github.com/kubectl-mastery/kubectl-mastery/pkg/challenge"
	"github.com/kubectl-mastery/kubectl-mastery/pkg/check"
)

// TestFreshAccess: what any account may do is noted before anything of the
// challenge is there, where a check is about that.
func TestFreshAccess(t *testing.T) {
	role := clusterRole("reader", "2026-11-24T12:00:00Z")
	role.Object["rules"] = []any{map[string]any{"verbs": []any{"get"}, "apiGroups": []any{""}, "resources": []any{"pods"}}}
	bound := &unstructured.Unstructured{Object: map[string]any{
		"apiVersion": "rbac.authorization.k8s.io/v1", "kind": "ClusterRoleBinding", "metadata": map[string]any{"name": "all"},
		"roleRef":  map[string]any{"kind": "ClusterRole", "name": "reader"},
		"subjects": []any{map[string]any{"kind": "Group", "name": "system:serviceaccounts"}},
	}}
	want := any([]any{map[string]any{"group": "system:serviceaccounts", "rules": role.Object["rules"]}})
	can := []challenge.Check{{Name: "x", Can: &challenge.Can{Who: challenge.Subject{ServiceAccount: "bot"}}}}
	t.Run("noted", func(t *testing.T) {
		client := api(role, bound)
		client.PrependReactor("list", "clusterrolebindings", func(clienttesting.Action) (bool, runtime.Object, error) {
			if _, err := client.Tracker().Get(configMaps, "one", "c"); err == nil {
				t.Error("the challenge's objects are there already")
			}
			return false, nil, nil
		})
		d := deployment(client)
		d.Challenge.Spec.Checks = can
		baseline, err := d.Create(t.Context())
		if d := cmp.Diff(want, baseline[check.AccessBaseline]); err != nil || d != "" {
			t.Errorf("%v %s", err, d)
		}
	})
	refused := apierrors.NewForbidden(clusterRoles.GroupResource(), "", errors.New("no"))
	for _, test := range []struct {
		name  string
		err   error
		fails bool
	}{{"forbidden", refused, false}, {"broken", apierrors.NewInternalError(errors.New("etcd is gone")), true}} {
		t.Run(test.name, func(t *testing.T) {
			client := api(role, bound)
			client.PrependReactor("list", "clusterroles", func(clienttesting.Action) (bool, runtime.Object, error) { return true, nil, test.err })
			d := deployment(client)
			d.Challenge.Spec.Checks = can
			baseline, err := d.Create(t.Context())
			if _, noted := baseline[check.AccessBaseline]; noted || (err != nil) != test.fails {
				t.Errorf("%v, %v", baseline, err)
			}
			if test.fails && names(t, client) != "" {
				t.Errorf("left: %s", names(t, client))
			}
		})
	}
}
