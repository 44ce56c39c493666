package check

import (
	"slices"
	"strings"

	rbacv1 "k8s.io/api/rbac/v1"

	"github.com/kubectl-mastery/kubectl-mastery/pkg/challenge"
)

// Trim leaves what the checks of a challenge look at: the bindings that give
// something to a subject or to an account within its reach, the roles that
// they name and those that these gather from, the accounts, and the kinds that
// the rules speak of.
func (a *Access) Trim(c *challenge.Challenge) {
	var whose []identity
	for _, one := range c.Spec.Checks {
		if one.Can != nil {
			_, reached := a.reach(a.identity(one.Can.Who), one.Can.Counts)
			whose = append(whose, reached...)
		}
	}
	roles := map[string]bool{}
	counts := func(b Binding) bool {
		if !slices.ContainsFunc(whose, b.appliesTo) {
			return false
		}
		if role, ok := a.role(b); ok {
			a.keep(role, roles)
		}
		return true
	}
	a.RoleBindings = choose(a.RoleBindings, counts)
	a.ClusterRoleBindings = choose(a.ClusterRoleBindings, counts)
	kept := func(r Role) bool { return roles[r.Namespace+"/"+r.Name] }
	a.Roles, a.ClusterRoles = choose(a.Roles, kept), choose(a.ClusterRoles, kept)
	reached := map[string]bool{}
	for _, who := range whose {
		reached[who.user] = true
	}
	a.Accounts = choose(a.Accounts, func(s Account) bool { return reached[s.identity().user] })
	a.Tokens = choose(a.Tokens, func(t Token) bool { return reached[account(t.Namespace, t.Account).user] })
	a.Kinds = choose(a.Kinds, a.spokenOf)
}

func (a *Access) keep(role Role, roles map[string]bool) {
	key := role.Namespace + "/" + role.Name
	if roles[key] {
		return
	}
	roles[key] = true
	for _, source := range a.sources(role) {
		a.keep(source, roles)
	}
}

// spokenOf tells whether a rule names the kind's resource.
func (a *Access) spokenOf(k Kind) bool {
	return slices.ContainsFunc(slices.Concat(a.Roles, a.ClusterRoles), func(r Role) bool {
		return slices.ContainsFunc(r.Rules, func(rule rbacv1.PolicyRule) bool {
			return slices.ContainsFunc(rule.Resources, func(resource string) bool {
				parent, _, _ := strings.Cut(resource, "/")
				return parent == k.Resource
			})
		})
	})
}

func choose[T any](all []T, wanted func(T) bool) []T {
	var chosen []T
	for _, one := range all {
		if wanted(one) {
			chosen = append(chosen, one)
		}
	}
	return chosen
}
