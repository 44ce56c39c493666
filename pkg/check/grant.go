package check

import (
	"slices"
	"strings"

	rbacv1 "k8s.io/api/rbac/v1"

	"github.com/kubectl-mastery/kubectl-mastery/pkg/challenge"
)

// identity is whom the API server takes somebody for.
type identity struct {
	user   string
	groups []string
}

func account(namespace, name string) identity {
	return identity{accountPrefix + namespace + ":" + name, []string{allAccounts, allAccounts + ":" + namespace, allAuthenticated}}
}

const accountPrefix = "system:serviceaccount:"

func (a *Access) identity(s challenge.Subject) identity {
	if s.ServiceAccount != "" {
		return account(a.namespace(s.Namespace), s.ServiceAccount)
	}
	return identity{s.User, append(slices.Clone(s.Groups), allAuthenticated)}
}

// grant is what one binding gives.
type grant struct {
	namespace string // empty: in every namespace, and what has none
	rules     []rbacv1.PolicyRule
	by        string // the binding
	via       string // how the subject comes by it, where that is not its own
}

// everything is what no rule goes beyond.
func everything() []rbacv1.PolicyRule {
	return []rbacv1.PolicyRule{
		{Verbs: []string{"*"}, APIGroups: []string{"*"}, Resources: []string{"*"}},
		{Verbs: []string{"*"}, NonResourceURLs: []string{"*"}},
	}
}

// grants are what all bindings give to somebody, in any namespace. A binding
// to a role that is not there gives nothing.
func (a *Access) grants(who identity) []grant {
	var all []grant
	if slices.Contains(who.groups, "system:masters") {
		all = append(all, grant{rules: everything(), by: "group system:masters"})
	}
	for _, b := range a.bindings() {
		if b.appliesTo(who) {
			all = append(all, grant{namespace: b.Namespace, rules: a.rules(b), by: b.label()})
		}
	}
	return all
}

func (b Binding) label() string {
	if b.Namespace == "" {
		return "clusterrolebinding/" + b.Name
	}
	return "rolebinding/" + b.Name
}

// appliesTo tells whether one of the subjects is meant, as the API server's
// authorizer reads them: a ServiceAccount may also stand there as the user or
// the group that it is.
func (b Binding) appliesTo(who identity) bool {
	return slices.ContainsFunc(b.Subjects, func(s rbacv1.Subject) bool {
		switch s.Kind {
		case rbacv1.UserKind:
			return who.user != "" && s.Name == who.user
		case rbacv1.GroupKind:
			return slices.Contains(who.groups, s.Name)
		case rbacv1.ServiceAccountKind:
			namespace := s.Namespace
			if namespace == "" {
				namespace = b.Namespace
			}
			return who.user == accountPrefix+namespace+":"+s.Name
		}
		return false
	})
}

// rules are those of the role that a binding names; URLs are nobody's to give
// grantedIn a namespace.
func (a *Access) rules(b Binding) []rbacv1.PolicyRule {
	role, ok := a.role(b)
	if !ok {
		return nil
	}
	if b.Namespace == "" {
		return role.Rules
	}
	return slices.DeleteFunc(slices.Clone(role.Rules), func(r rbacv1.PolicyRule) bool { return len(r.NonResourceURLs) > 0 })
}

func (a *Access) role(b Binding) (Role, bool) {
	roles, namespace := a.ClusterRoles, ""
	if b.RoleRef.Kind == "Role" {
		roles, namespace = a.Roles, b.Namespace
		if namespace == "" {
			return Role{}, false // for the whole cluster there are ClusterRoles only
		}
	}
	i := slices.IndexFunc(roles, func(r Role) bool { return r.Namespace == namespace && r.Name == b.RoleRef.Name })
	if i < 0 {
		return Role{}, false
	}
	return roles[i], true
}

// granted turns what a challenge permits into grants.
func (a *Access) granted(permissions []challenge.Permission) []grant {
	var all []grant
	for _, p := range permissions {
		g := grant{rules: []rbacv1.PolicyRule{{
			Verbs: p.Verbs, APIGroups: p.APIGroups, Resources: p.Resources, ResourceNames: p.Names, NonResourceURLs: p.NonResourceURLs,
		}}}
		if len(p.APIGroups) == 0 {
			g.rules[0].APIGroups = []string{""}
		}
		if !p.ClusterWide {
			g.namespace = a.namespace(p.Namespace)
		}
		all = append(all, g)
	}
	return all
}

// grantedIn are the rules that hold in a namespace, or those that hold in all
// where it is empty.
func grantedIn(grants []grant, namespace string) []rbacv1.PolicyRule {
	var rules []rbacv1.PolicyRule
	for _, g := range grants {
		if g.namespace == "" || g.namespace == namespace {
			rules = append(rules, g.rules...)
		}
	}
	return rules
}

// where names the place of a grant, for people.
func where(namespace string) string {
	if namespace == "" {
		return "in every namespace"
	}
	return "in namespace " + namespace
}

// accountLabel names a ServiceAccount by its user name, for people.
func accountLabel(user string) string {
	namespace, name, _ := strings.Cut(strings.TrimPrefix(user, accountPrefix), ":")
	return "serviceaccount/" + name + " of namespace " + namespace
}
