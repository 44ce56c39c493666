package check

import (
	"slices"

	rbacv1 "k8s.io/api/rbac/v1"
	"k8s.io/component-helpers/auth/rbac/validation"

	"github.com/kubectl-mastery/kubectl-mastery/pkg/challenge"
)

// reach is what somebody may do, and whatever ServiceAccounts may do that are
// within reach by what counts, and those within their reach, and so on. The
// identities that it is made of come along.
func (a *Access) reach(who identity, counts []string) (grants []grant, whose []identity) {
	grants, whose = a.grants(who), []identity{who}
	reached := map[string]bool{who.user: true}
	for grown := true; grown; {
		grown = false
		for _, account := range a.Accounts {
			other := account.identity()
			if reached[other.user] {
				continue
			}
			way := a.way(grants, account, counts)
			if way == "" {
				continue
			}
			reached[other.user], grown = true, true
			whose = append(whose, other)
			for _, g := range a.grants(other) {
				g.via = way + " " + accountLabel(other.user)
				grants = append(grants, g)
			}
		}
	}
	return grants, whose
}

func (s Account) identity() identity { return account(s.Namespace, s.Name) }

// way is how a ServiceAccount is within reach of who has the grants; empty
// where it is not.
func (a *Access) way(grants []grant, s Account, counts []string) string {
	rules := grantedIn(grants, s.Namespace)
	may := func(verb, group, resource string) (ok bool, names []string) {
		return allows(rules, verb, group, resource)
	}
	if slices.Contains(counts, challenge.CountsCreatePods) {
		for _, made := range runsPods() {
			verbs := []string{"create"}
			if made.mutable {
				verbs = append(verbs, "update", "patch")
			}
			for _, verb := range verbs {
				if ok, _ := may(verb, made.group, made.resource); ok {
					return "with pods of"
				}
			}
		}
	}
	if slices.Contains(counts, challenge.CountsReadSecrets) {
		if ok, names := may("create", "", "serviceaccounts/token"); ok && (len(names) == 0 || slices.Contains(names, s.Name)) {
			return "with a token of"
		}
		for _, verb := range []string{"get", "list", "watch"} {
			if ok, names := may(verb, "", "secrets"); ok && (len(names) == 0 || a.hasToken(s, names)) {
				return "with a token of"
			}
		}
	}
	return ""
}

// hasToken tells whether a token of the account is in one of the Secrets.
func (a *Access) hasToken(s Account, secrets []string) bool {
	return slices.ContainsFunc(a.Tokens, func(t Token) bool {
		return t.Namespace == s.Namespace && t.Account == s.Name && slices.Contains(secrets, t.Name)
	})
}

// allows tells whether rules let somebody do one thing at all, and to which
// objects; no names mean to all. Who may create a thing by a certain name may
// do so by a server-side apply.
func allows(rules []rbacv1.PolicyRule, verb, group, resource string) (ok bool, names []string) {
	one := []rbacv1.PolicyRule{{Verbs: []string{verb}, APIGroups: []string{group}, Resources: []string{resource}}}
	for _, rule := range rules {
		only := rule.ResourceNames
		rule.ResourceNames = nil
		if covered, _ := validation.Covers([]rbacv1.PolicyRule{rule}, one); !covered {
			continue
		}
		if len(only) == 0 || slices.Contains(only, "") { // a list asks for no name, too
			return true, nil
		}
		ok, names = true, append(names, only...)
	}
	return ok, names
}

// podMaker is a kind that pods come from; of a mutable one the pod template,
// and with it the ServiceAccount, can be changed.
type podMaker struct {
	group, resource string
	mutable         bool
}

func runsPods() []podMaker {
	return []podMaker{
		{"", "pods", false},
		{"", "replicationcontrollers", true},
		{"apps", "deployments", true},
		{"apps", "statefulsets", true},
		{"apps", "daemonsets", true},
		{"apps", "replicasets", true},
		{"batch", "jobs", false},
		{"batch", "cronjobs", true},
	}
}
