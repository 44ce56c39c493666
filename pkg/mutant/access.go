package mutant

import (
	"slices"

	rbacv1 "k8s.io/api/rbac/v1"
	"k8s.io/apimachinery/pkg/runtime"

	"github.com/kubectl-mastery/kubectl-mastery/pkg/check"
)

// followAccess is what access rules are after the change. What a controller
// gathers of them is left as it was: only the cluster tells.
func (m Mutant) followAccess(a *check.Access) *check.Access {
	if a == nil {
		return nil
	}
	after := *a
	after.Roles, after.ClusterRoles = m.roles(a.Roles), m.roles(a.ClusterRoles)
	after.RoleBindings, after.ClusterRoleBindings = m.bindings(a.RoleBindings), m.bindings(a.ClusterRoleBindings)
	after.Accounts = slices.DeleteFunc(slices.Clone(a.Accounts), func(s check.Account) bool {
		return m.deletes() && m.is("ServiceAccount", s.Namespace, s.Name)
	})
	after.Tokens = slices.DeleteFunc(slices.Clone(a.Tokens), func(t check.Token) bool {
		return m.deletes() && m.is("Secret", t.Namespace, t.Name)
	})
	return &after
}

func (m Mutant) roles(before []check.Role) []check.Role {
	var after []check.Role
	for _, r := range before {
		switch {
		case !m.is("Role", r.Namespace, r.Name):
		case m.deletes():
			continue
		default:
			var wanted rbacv1.ClusterRole // a Role with one field more
			if err := runtime.DefaultUnstructuredConverter.FromUnstructured(m.wanted(m.object).Object, &wanted); err == nil {
				r.Rules = wanted.Rules
			}
		}
		after = append(after, r)
	}
	return after
}

func (m Mutant) bindings(before []check.Binding) []check.Binding {
	var after []check.Binding
	for _, b := range before {
		switch {
		case !m.is("RoleBinding", b.Namespace, b.Name):
		case m.deletes():
			continue
		default:
			var wanted rbacv1.RoleBinding
			if err := runtime.DefaultUnstructuredConverter.FromUnstructured(m.wanted(m.object).Object, &wanted); err == nil {
				b.Subjects = wanted.Subjects
			}
		}
		after = append(after, b)
	}
	return after
}

// is reports whether an object is the changed one; what has no namespace is of
// the kind for the whole cluster.
func (m Mutant) is(kind, ns, name string) bool {
	if ns == "" {
		kind = "Cluster" + kind
	}
	return m.object["kind"] == kind && namespace(m.object) == ns && nested(m.object, "metadata")["name"] == name
}
