package check

import (
	"cmp"
	"fmt"
	"maps"
	"slices"
	"strings"
	"time"

	rbacv1 "k8s.io/api/rbac/v1"
	metav1 "k8s.io/apimachinery/pkg/apis/meta/v1"
	"k8s.io/component-helpers/auth/rbac/validation"

	"github.com/kubectl-mastery/kubectl-mastery/pkg/challenge"
)

// Review is the API server's own decision on a request.
type Review struct {
	Allowed bool   `json:"allowed,omitempty"`
	Reason  string `json:"reason,omitempty"`
	// Since is when it was first seen to decide so without a break.
	Since time.Time `json:"since,omitzero"`
}

// Request is what the API server is asked to decide on.
type Request struct {
	User   string
	Groups []string
	// Namespace is empty for all of them.
	Namespace, Verb, Group, Resource, Name string
	// Path is a URL's; there is no Resource then.
	Path string
}

// Key tells requests apart.
func (r Request) Key() string {
	what := thing(r.Group, r.Resource)
	if r.Path != "" {
		what = r.Path
	}
	return strings.TrimSpace(fmt.Sprintf("%s %s %s %s", r.User, r.Verb, what, r.Name)) + " " + where(r.Namespace) +
		" as " + strings.Join(r.Groups, ",")
}

// Requests lists what the API server should be asked for the checks of a
// challenge: what must be allowed, and the great powers where there is a bound.
func (a *Access) Requests(c *challenge.Challenge) []Request {
	asked := map[string]Request{}
	for _, one := range c.Spec.Checks {
		if one.Can == nil {
			continue
		}
		who := a.identity(one.Can.Who)
		wanted := a.granted(one.Can.Must)
		if one.Can.AtMost != nil {
			wanted = append(wanted, a.great()...)
		}
		for _, w := range wanted {
			for _, r := range who.requests(w) {
				asked[r.Key()] = r
			}
		}
	}
	var all []Request
	for _, key := range slices.Sorted(maps.Keys(asked)) {
		all = append(all, asked[key])
	}
	return all
}

// requests are a grant's permissions, one by one.
func (who identity) requests(g grant) []Request {
	var all []Request
	for _, rule := range g.rules {
		for _, one := range validation.BreakdownRule(rule) {
			r := Request{User: who.user, Groups: who.groups, Namespace: g.namespace, Verb: one.Verbs[0]}
			if len(one.NonResourceURLs) > 0 {
				r.Path = one.NonResourceURLs[0]
			} else {
				r.Group, r.Resource = one.APIGroups[0], one.Resources[0]
			}
			if len(one.ResourceNames) > 0 {
				r.Name = one.ResourceNames[0]
			}
			all = append(all, r)
		}
	}
	return all
}

// great are the powers from which all others follow: whoever has one of them
// without being meant to has it from another authorizer, or from a binding
// that was overlooked.
func (a *Access) great() []grant {
	rule := func(verb, group, resource string) rbacv1.PolicyRule {
		return rbacv1.PolicyRule{Verbs: []string{verb}, APIGroups: []string{group}, Resources: []string{resource}}
	}
	runs := []rbacv1.PolicyRule{rule("get", "", "secrets"), rule("create", "", "pods")}
	anywhere := append(slices.Clone(runs),
		rule("*", "*", "*"),
		rule("escalate", rbacv1.GroupName, "roles"), rule("bind", rbacv1.GroupName, "roles"),
		rule("impersonate", "", "serviceaccounts"))
	everywhere := append(slices.Clone(anywhere),
		rule("escalate", rbacv1.GroupName, "clusterroles"), rule("bind", rbacv1.GroupName, "clusterroles"),
		rule("impersonate", "", "users"), rule("impersonate", "", "groups"))
	all := []grant{{rules: everywhere}, {namespace: metav1.NamespaceSystem, rules: runs}}
	for _, alias := range slices.Sorted(maps.Keys(a.Namespaces)) {
		all = append(all, grant{namespace: a.Namespaces[alias], rules: anywhere})
	}
	return all
}

// contradiction is a decision of the API server that the roles do not explain.
type contradiction struct {
	says  string
	since time.Time
}

// contradictions finds what the API server denies of wanted, although roles
// give it, and what it allows of the great powers beyond what is allowed,
// although none does. unasked is a request that there is no review of.
func (a *Access) contradictions(who identity, grants, wanted, allowed []grant, bounded bool) (found []contradiction, unasked string) {
	look := func(g grant, because func(Review, rbacv1.PolicyRule) string) {
		for _, r := range who.requests(g) {
			review, ok := a.Reviews[r.Key()]
			if !ok {
				unasked = cmp.Or(unasked, r.Key())
				continue
			}
			if says := because(review, r.rule()); says != "" {
				found = append(found, contradiction{says, review.Since})
			}
		}
	}
	for _, w := range wanted {
		look(w, func(review Review, one rbacv1.PolicyRule) string {
			if review.Allowed {
				return ""
			}
			return fmt.Sprintf("may not %s: the API server says so, although a role allows it%s", say(w, one), inBrackets(review.Reason))
		})
	}
	if !bounded {
		return found, unasked
	}
	for _, g := range a.great() {
		look(g, func(review Review, one rbacv1.PolicyRule) string {
			explained, _ := validation.Covers(append(grantedIn(grants, g.namespace), grantedIn(allowed, g.namespace)...), []rbacv1.PolicyRule{one})
			if !review.Allowed || explained {
				return ""
			}
			return fmt.Sprintf("may also %s: the API server says so, although no role allows it%s", say(g, one), inBrackets(review.Reason))
		})
	}
	return found, unasked
}

func (r Request) rule() rbacv1.PolicyRule {
	one := rbacv1.PolicyRule{Verbs: []string{r.Verb}}
	if r.Path != "" {
		one.NonResourceURLs = []string{r.Path}
		return one
	}
	one.APIGroups, one.Resources = []string{r.Group}, []string{r.Resource}
	if r.Name != "" {
		one.ResourceNames = []string{r.Name}
	}
	return one
}

func inBrackets(text string) string {
	if text == "" {
		return ""
	}
	return " (" + firstLine(text) + ")"
}
