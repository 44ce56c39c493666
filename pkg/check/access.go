package check

import (
	"encoding/json"
	"slices"
	"time"

	rbacv1 "k8s.io/api/rbac/v1"
	metav1 "k8s.io/apimachinery/pkg/apis/meta/v1"

	"github.com/kubectl-mastery/kubectl-mastery/pkg/challenge"
)

// Access is what the API server holds of access rules.
type Access struct {
	// Namespaces maps the challenge's aliases to real names.
	Namespaces map[string]string `json:"namespaces,omitempty"`

	Roles               []Role    `json:"roles,omitempty"`
	ClusterRoles        []Role    `json:"clusterRoles,omitempty"`
	RoleBindings        []Binding `json:"roleBindings,omitempty"`
	ClusterRoleBindings []Binding `json:"clusterRoleBindings,omitempty"`
	// Accounts are the ServiceAccounts that there are.
	Accounts []Account `json:"accounts,omitempty"`
	// Tokens are the Secrets that hold a ServiceAccount's token.
	Tokens []Token `json:"tokens,omitempty"`
	// Kinds are those that the rules speak of; none where that is not known.
	Kinds []Kind `json:"kinds,omitempty"`
	// Reviews are the API server's own decisions, by the request's key.
	Reviews map[string]Review `json:"reviews,omitempty"`

	// Unread says why access rules could not be read, and Unasked why there
	// are no reviews; empty where all went well.
	Unread  string `json:"unread,omitempty"`
	Unasked string `json:"unasked,omitempty"`
}

// Role is a Role, or a ClusterRole where it has no namespace.
type Role struct {
	Namespace string              `json:"namespace,omitempty"`
	Name      string              `json:"name"`
	Labels    map[string]string   `json:"labels,omitempty"`
	Rules     []rbacv1.PolicyRule `json:"rules,omitempty"`
	// Gathers selects the ClusterRoles whose rules the controller writes into
	// this one.
	Gathers []metav1.LabelSelector `json:"gathers,omitempty"`
	Changed time.Time              `json:"changed,omitzero"`
}

// Binding is a RoleBinding, or a ClusterRoleBinding where it has no namespace.
type Binding struct {
	Namespace string           `json:"namespace,omitempty"`
	Name      string           `json:"name"`
	RoleRef   rbacv1.RoleRef   `json:"roleRef"`
	Subjects  []rbacv1.Subject `json:"subjects,omitempty"`
	// Default marks what every API server makes by itself.
	Default bool      `json:"default,omitempty"`
	Changed time.Time `json:"changed,omitzero"`
}

// Account is a ServiceAccount.
type Account struct {
	Namespace string    `json:"namespace"`
	Name      string    `json:"name"`
	Changed   time.Time `json:"changed,omitzero"`
}

// Token is a Secret with a ServiceAccount's token.
type Token struct {
	Namespace string `json:"namespace"`
	Name      string `json:"name"`
	Account   string `json:"account"`
}

// Kind is a resource that the API server has.
type Kind struct {
	Group      string `json:"group,omitempty"`
	Resource   string `json:"resource"`
	Namespaced bool   `json:"namespaced,omitempty"`
}

// birthright is what a group that every ServiceAccount is in was given.
type birthright struct {
	Group     string              `json:"group"`
	Namespace string              `json:"namespace,omitempty"` // empty: everywhere
	Rules     []rbacv1.PolicyRule `json:"rules"`
}

// AccessBaseline is the baseline's key for what a fresh ServiceAccount may do.
const AccessBaseline = "access"

// StartBaseline is the baseline's key for the scenario with its fault.
const StartBaseline = "start"

// Groups that every ServiceAccount is in.
const (
	allAuthenticated = "system:authenticated"
	allAccounts      = "system:serviceaccounts"
)

// Fresh is what any fresh ServiceAccount may do, in a form for the baseline.
func (a *Access) Fresh() (any, error) {
	text, err := json.Marshal(a.fresh(func(Binding) bool { return true }))
	if err != nil {
		return nil, err
	}
	var value any
	return value, json.Unmarshal(text, &value)
}

func (a *Access) fresh(counts func(Binding) bool) []birthright {
	given := []birthright{}
	for _, b := range a.bindings() {
		for _, s := range b.Subjects {
			if s.Kind == rbacv1.GroupKind && (s.Name == allAuthenticated || s.Name == allAccounts) && counts(b) {
				given = append(given, birthright{s.Name, b.Namespace, a.rules(b)})
			}
		}
	}
	return given
}

// freshGrants are what a subject has by being one: what its groups were given
// when the challenge was started, or where nobody wrote that down, by the
// bindings that every API server makes.
func (a *Access) freshGrants(who identity, baseline map[string]any) []grant {
	given := a.fresh(func(b Binding) bool { return b.Default })
	if known, ok := baseline[AccessBaseline]; ok {
		var kept []birthright
		text, _ := json.Marshal(known) // what cannot be written cannot be read, either
		if json.Unmarshal(text, &kept) == nil {
			given = kept
		}
	}
	var grants []grant
	for _, g := range given {
		if slices.Contains(who.groups, g.Group) {
			grants = append(grants, grant{namespace: g.Namespace, rules: g.Rules})
		}
	}
	return grants
}

// lastChange is when somebody last changed any of it.
func (a *Access) lastChange() time.Time {
	var changed time.Time
	if a == nil {
		return changed
	}
	for _, r := range slices.Concat(a.Roles, a.ClusterRoles) {
		changed = latest(changed, r.Changed)
	}
	for _, b := range a.bindings() {
		changed = latest(changed, b.Changed)
	}
	for _, account := range a.Accounts {
		changed = latest(changed, account.Changed)
	}
	return changed
}

// bindings are those of the whole cluster and then those of namespaces.
func (a *Access) bindings() []Binding { return slices.Concat(a.ClusterRoleBindings, a.RoleBindings) }

func (a *Access) namespace(alias string) string {
	if alias == "" {
		alias = challenge.MainNamespace
	}
	return a.Namespaces[alias]
}

func (a *Access) hasAccount(namespace, name string) bool {
	return slices.ContainsFunc(a.Accounts, func(s Account) bool { return s.Namespace == namespace && s.Name == name })
}
