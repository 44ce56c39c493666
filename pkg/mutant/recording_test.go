package mutant

import (
	"strings"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"
	"github.com/google/go-cmp/cmp/cmpopts"
	rbacv1 "k8s.io/api/rbac/v1"

	"github.com/kubectl-mastery/kubectl-mastery/pkg/challenge"
	"github.com/kubectl-mastery/kubectl-mastery/pkg/check"
	"github.com/kubectl-mastery/kubectl-mastery/pkg/evidence"
)

func expr(source string) challenge.Expression {
	return challenge.Expression{Source: source, Line: 1, Column: 1}
}

// recording is the solved state with a challenge that asks for some of it.
func recording(t *testing.T, checks ...challenge.Check) *Recording {
	t.Helper()
	c := shop()
	c.Spec.Observe = map[string]challenge.Watch{
		"shop":    {Backs: "service/shop"},
		"pods":    {PodsOf: "shop"},
		"slices":  {APIVersion: "discovery.k8s.io/v1", Kind: "EndpointSlice", All: true},
		"configs": {APIVersion: "v1", Kind: "ConfigMap", All: true},
		"next":    {APIVersion: "v1", Kind: "ResourceQuota", All: true, Namespace: "next"},
	}
	c.Spec.Checks = checks
	judge, err := check.NewJudge(c)
	if err != nil {
		t.Fatal(err)
	}
	collector := &evidence.Collector{Challenge: c, Namespaces: map[string]string{"main": "a", "next": "b"}}
	at := time.Date(2026, 11, 24, 12, 0, 0, 0, time.UTC)
	return &Recording{
		Judge: judge, Observe: collector.Observe, Objects: solved(t),
		Baseline: map[string]any{"deployment/shop": map[string]any{"spec": map[string]any{"template": map[string]any{
			"spec": map[string]any{"containers": []any{map[string]any{"name": "web", "image": "nginx"}}},
		}}}},
		Evidence: check.Evidence{At: at, Answers: map[string]check.Answer{
			"It answers": {Value: map[string]any{"status": int64(200)}, Alike: 3},
		}},
	}
}

func TestResults(t *testing.T) {
	ready := challenge.Check{Name: "Ready", Expr: expr("shop.replicas() >= 1 && size(pods.ready()) == shop.replicas()")}
	image := challenge.Check{Name: "Image", Safeguard: true, Expr: expr("([shop] + pods).all(w, sameImage(w.image('web'), baseline['deployment/shop'].image('web')))")}
	limit := challenge.Check{Name: "Limit", Expr: expr("pods.all(p, p.spec.containers.all(c, c.resources.limits.memory == '64Mi'))")}
	leads := challenge.Check{Name: "Leads", Expr: expr("slices.exists(s, size(s.endpoints) > 0)")}
	quota := challenge.Check{Name: "Quota", Expr: expr("next.exists(q, 'pods' in q.spec.hard)")}
	answers := challenge.Check{Name: "It answers", HTTP: &challenge.HTTP{To: "service/shop:80", Via: challenge.ViaAPIServer, Expect: expr("response.status == 200")}}
	tests := []struct {
		mutant string
		check  challenge.Check
		want   check.Verdict
	}{
		{"delete configmap/settings", ready, check.Pass},
		{"delete deployment/shop", ready, check.Fail},
		{"delete service/shop", ready, check.Fail},
		{"selector of service/shop", ready, check.Fail},
		{"selector of service/shop", leads, check.Fail},
		{"scale deployment/shop to 0", ready, check.Fail},
		{"image of deployment/shop/web", image, check.Fail},
		{"image of deployment/shop/web", ready, check.Pass}, // it may get ready; the cluster tells
		{"command of deployment/shop/web", image, check.Pass},
		{"without limits.memory of deployment/shop/web", limit, check.Fail},
		{"without requests.memory of deployment/shop/web", limit, check.Pass},
		{"without hard.pods of resourcequota/bounds in next", quota, check.Fail},
		{"delete resourcequota/bounds in next", quota, check.Fail},
		{"delete deployment/shop", answers, check.Pass}, // what was asked stays answered
	}
	for _, test := range tests {
		t.Run(test.mutant+", "+test.check.Name, func(t *testing.T) {
			r := recording(t, test.check)
			if err := r.Solved(); err != nil {
				t.Fatal(err)
			}
			results := r.Results(named(t, mutants(t, r.Objects), test.mutant))
			if check.Overall(results) != test.want {
				t.Errorf("%+v, want %s", results, test.want)
			}
		})
	}
}

// TestSolved: what is not solved as it was recorded has no mutants.
func TestSolved(t *testing.T) {
	r := recording(t, challenge.Check{Name: "Two", Expr: expr("shop.replicas() == 2")})
	if err := r.Solved(); err == nil || !strings.Contains(err.Error(), "does not pass: Two: fail") {
		t.Errorf("%v", err)
	}
}

func TestFollowAccess(t *testing.T) {
	rule := func(verb string) rbacv1.PolicyRule {
		return rbacv1.PolicyRule{Verbs: []string{verb}, Resources: []string{"pods"}}
	}
	subject := func(name string) rbacv1.Subject { return rbacv1.Subject{Kind: rbacv1.UserKind, Name: name} }
	role := func(ns string) check.Role {
		return check.Role{Namespace: ns, Name: "reader", Rules: []rbacv1.PolicyRule{rule("get"), rule("list")}}
	}
	binding := func(ns string) check.Binding {
		return check.Binding{Namespace: ns, Name: "reader", Subjects: []rbacv1.Subject{subject("x"), subject("y")}}
	}
	all := func() check.Access {
		return check.Access{
			Roles: []check.Role{role("a"), role("b")}, ClusterRoles: []check.Role{role("")},
			RoleBindings: []check.Binding{binding("a"), binding("b")}, ClusterRoleBindings: []check.Binding{binding("")},
			Accounts: []check.Account{{Namespace: "a", Name: "reader"}}, Tokens: []check.Token{{Namespace: "a", Name: "reader"}},
		}
	}
	tests := []struct {
		kind, namespace, mutant string
		change                  func(a *check.Access)
	}{
		{"Role", "a", "delete role/reader", func(a *check.Access) { a.Roles = a.Roles[1:] }},
		{"Role", "b", "delete role/reader in next", func(a *check.Access) { a.Roles = a.Roles[:1] }},
		{"RoleBinding", "b", "delete rolebinding/reader in next", func(a *check.Access) { a.RoleBindings = a.RoleBindings[:1] }},
		{"ClusterRole", "", "delete clusterrole/reader", func(a *check.Access) { a.ClusterRoles = nil }},
		{"ClusterRoleBinding", "", "delete clusterrolebinding/reader", func(a *check.Access) { a.ClusterRoleBindings = nil }},
		{"ServiceAccount", "a", "delete serviceaccount/reader", func(a *check.Access) { a.Accounts = nil }},
		{"Secret", "a", "delete secret/reader", func(a *check.Access) { a.Tokens = nil }},
		{"ConfigMap", "a", "delete configmap/reader", func(*check.Access) {}},
		{"Role", "a", "without rules[0] of role/reader", func(a *check.Access) { a.Roles[0].Rules = []rbacv1.PolicyRule{rule("list")} }},
		{"ClusterRole", "", "without rules[1] of clusterrole/reader", func(a *check.Access) { a.ClusterRoles[0].Rules = []rbacv1.PolicyRule{rule("get")} }},
		{"RoleBinding", "b", "without subjects[1] of rolebinding/reader in next", func(a *check.Access) { a.RoleBindings[1].Subjects = []rbacv1.Subject{subject("x")} }},
		{"ClusterRoleBinding", "", "without subjects[0] of clusterrolebinding/reader", func(a *check.Access) { a.ClusterRoleBindings[0].Subjects = []rbacv1.Subject{subject("y")} }},
	}
	c := shop()
	for _, kind := range []string{"ClusterRole", "ClusterRoleBinding"} {
		c.Spec.Touches = append(c.Spec.Touches, challenge.Touch{APIVersion: "rbac.authorization.k8s.io/v1", Kind: kind, Name: "reader"})
	}
	for _, test := range tests {
		t.Run(test.mutant, func(t *testing.T) {
			object := map[string]any{
				"apiVersion": "rbac.authorization.k8s.io/v1", "kind": test.kind,
				"metadata": map[string]any{"name": "reader", "uid": "reader", "namespace": test.namespace, "managedFields": []any{map[string]any{"manager": "kubectl"}}},
				"rules": []any{
					map[string]any{"verbs": []any{"get"}, "resources": []any{"pods"}},
					map[string]any{"verbs": []any{"list"}, "resources": []any{"pods"}},
				},
				"subjects": []any{map[string]any{"kind": "User", "name": "x"}, map[string]any{"kind": "User", "name": "y"}},
			}
			if test.namespace == "" {
				delete(object["metadata"].(map[string]any), "namespace")
			}
			found := All(c, map[string]string{"main": "a", "next": "b"}, []map[string]any{object})
			before, want := all(), all()
			test.change(&want)
			if d := cmp.Diff(&want, named(t, found, test.mutant).followAccess(&before), cmpopts.EquateEmpty()); d != "" {
				t.Error(d)
			}
			if d := cmp.Diff(all(), before); d != "" {
				t.Errorf("the recording was changed: %s", d)
			}
		})
	}
	if got := (Mutant{}).followAccess(nil); got != nil {
		t.Errorf("%v", got)
	}
}

// TestListsOfOne: without its only item an object is as if deleted, and what a
// controller writes comes back.
func TestListsOfOne(t *testing.T) {
	object := func(fields map[string]any) []map[string]any {
		fields["kind"] = "Role"
		fields["metadata"] = map[string]any{"name": "r", "namespace": "a", "uid": "r", "managedFields": []any{map[string]any{"manager": "kubectl"}}}
		return []map[string]any{fields}
	}
	rule := map[string]any{"verbs": []any{"get"}}
	for name, fields := range map[string]map[string]any{
		"one": {"rules": []any{rule}}, "none": {}, "aggregated": {"rules": []any{rule, rule}, "aggregationRule": map[string]any{}},
	} {
		if got := mutants(t, object(fields)); len(got) != 1 || got[0].Name != "delete role/r" {
			t.Errorf("%s: %+v", name, got)
		}
	}
}
