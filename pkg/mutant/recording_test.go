package mutant

import (
	"strings"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"
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
			"spec": map[string]any{"containers": []any{map[string]any{"name": "web", "image": "nginx"}}}}}}},
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
	binding := func(ns, name string) check.Binding {
		return check.Binding{Namespace: ns, Name: name, RoleRef: rbacv1.RoleRef{Kind: "Role", Name: "reader"}}
	}
	a := check.Access{
		Roles:               []check.Role{{Namespace: "a", Name: "reader"}, {Namespace: "b", Name: "reader"}},
		ClusterRoles:        []check.Role{{Name: "reader"}},
		RoleBindings:        []check.Binding{binding("a", "reader"), binding("b", "reader")},
		ClusterRoleBindings: []check.Binding{binding("", "reader")},
		Accounts:            []check.Account{{Namespace: "a", Name: "reader"}},
		Tokens:              []check.Token{{Namespace: "a", Name: "reader"}},
	}
	tests := []struct {
		kind, namespace string
		gone            func(a *check.Access)
	}{
		{"Role", "a", func(a *check.Access) { a.Roles = a.Roles[1:] }},
		{"ClusterRole", "", func(a *check.Access) { a.ClusterRoles = []check.Role{} }},
		{"RoleBinding", "b", func(a *check.Access) { a.RoleBindings = a.RoleBindings[:1] }},
		{"ClusterRoleBinding", "", func(a *check.Access) { a.ClusterRoleBindings = []check.Binding{} }},
		{"ServiceAccount", "a", func(a *check.Access) { a.Accounts = []check.Account{} }},
		{"Secret", "a", func(a *check.Access) { a.Tokens = []check.Token{} }},
		{"ConfigMap", "a", func(*check.Access) {}},
	}
	for _, test := range tests {
		m := Mutant{object: map[string]any{"kind": test.kind, "metadata": map[string]any{"name": "reader", "namespace": test.namespace}}}
		want := a
		test.gone(&want)
		if d := cmp.Diff(&want, m.followAccess(&a)); d != "" {
			t.Errorf("%s: %s", test.kind, d)
		}
		m.edit = func(map[string]any) {}
		if d := cmp.Diff(&a, m.followAccess(&a)); d != "" {
			t.Errorf("%s is edited: %s", test.kind, d)
		}
	}
	if got := (Mutant{}).followAccess(nil); got != nil {
		t.Errorf("%v", got)
	}
}
