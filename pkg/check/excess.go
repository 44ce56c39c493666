package check

import (
	"cmp"
	"fmt"
	"slices"
	"strings"

	rbacv1 "k8s.io/api/rbac/v1"
	"k8s.io/component-helpers/auth/rbac/validation"
)

// missing are the permissions of wanted that grants do not give.
func missing(wanted, grants []grant) []phrase {
	var found []phrase
	for _, w := range wanted {
		_, left := validation.Covers(grantedIn(grants, w.namespace), w.rules)
		for _, rule := range left {
			found = append(found, say(w, rule))
		}
	}
	return join(found)
}

// excess are the permissions that grants give beyond what is allowed. What a
// rule names only because it is a product of groups and resources, and what
// has no effect within a namespace, is none; and what comes by way of others
// is not told again where the subject has it of its own.
func (a *Access) excess(grants, allowed []grant) []phrase {
	own := choose(grants, func(g grant) bool { return g.via == "" })
	var found []phrase
	for _, g := range grants {
		owner := grantedIn(allowed, g.namespace)
		if g.via != "" {
			owner = append(owner, grantedIn(own, g.namespace)...)
		}
		for _, rule := range g.rules {
			_, left := validation.Covers(owner, []rbacv1.PolicyRule{rule})
			for _, one := range left {
				if !a.byProduct(rule, one) && !a.idle(g, one) {
					found = append(found, say(g, one))
				}
			}
		}
	}
	return join(found)
}

// byProduct tells whether a part of a rule speaks of a resource that its
// group does not have, while another group of the same rule does: such as
// apps/pods of a rule for pods and deployments.
func (a *Access) byProduct(rule, one rbacv1.PolicyRule) bool {
	if len(one.Resources) == 0 {
		return false
	}
	parent, _, _ := strings.Cut(one.Resources[0], "/")
	other := false
	for _, kind := range a.Kinds {
		switch {
		case kind.Resource != parent:
		case kind.Group == one.APIGroups[0]:
			return false
		case slices.Contains(rule.APIGroups, kind.Group):
			other = true
		}
	}
	return other && one.APIGroups[0] != rbacv1.APIGroupAll
}

// idle tells whether a part of a rule has no effect in a namespace, because
// its kind has none. Namespaces themselves have one in the eyes of the API
// server: their own. Verbs that are no requests, such as bind, have an effect.
func (a *Access) idle(g grant, one rbacv1.PolicyRule) bool {
	if g.namespace == "" || one.Resources[0] == "namespaces" {
		return false
	}
	request := slices.Contains([]string{"get", "list", "watch", "create", "update", "patch", "delete", "deletecollection"}, one.Verbs[0])
	return request && slices.ContainsFunc(a.Kinds, func(k Kind) bool {
		return k.Group == one.APIGroups[0] && k.Resource == one.Resources[0] && !k.Namespaced
	})
}

// phrase is a permission in words.
type phrase struct {
	verbs     []string
	what, of  string // what it is about, and where and by what it is given
	own, wide bool
}

// great tells whether all else may follow from it.
func (p phrase) great() bool {
	return p.what == "secrets" || strings.HasPrefix(p.what, "everything") ||
		slices.ContainsFunc(p.verbs, func(verb string) bool { return slices.Contains([]string{"*", "escalate", "bind", "impersonate"}, verb) })
}

func (p phrase) String() string {
	verbs := p.verbs
	const most = 5
	if slices.Contains(verbs, "*") {
		verbs = []string{"do anything with"}
	} else if len(verbs) > most {
		verbs = append(slices.Clone(verbs[:most-1]), fmt.Sprintf("%d more", len(verbs)-most+1))
	}
	list := verbs[len(verbs)-1]
	if before := verbs[:len(verbs)-1]; len(before) > 0 {
		list = strings.Join(before, ", ") + " and " + list
	}
	return list + " " + p.what + " " + p.of
}

// say puts a part of a rule into words.
func say(g grant, one rbacv1.PolicyRule) phrase {
	p := phrase{verbs: one.Verbs, of: where(g.namespace), own: g.via == "", wide: g.namespace == ""}
	if len(one.NonResourceURLs) > 0 {
		p.what, p.of, p.wide = "URL "+one.NonResourceURLs[0], "of the API server", false
	} else {
		p.what = thing(one.APIGroups[0], one.Resources[0])
	}
	if len(one.ResourceNames) > 0 {
		p.what += fmt.Sprintf(" %q", one.ResourceNames[0])
	}
	if g.by != "" {
		p.of += ", by " + g.by
	}
	if g.via != "" {
		p.of += ", " + g.via
	}
	return p
}

func thing(group, resource string) string {
	switch {
	case resource == "*" && group == "*":
		return "everything"
	case resource == "*" && group == "":
		return "everything of the core group"
	case resource == "*":
		return "everything of group " + group
	case group == "":
		return resource
	case group == "*":
		return resource + " of every group"
	}
	name, sub, isSub := strings.Cut(resource, "/")
	name += "." + group
	if isSub {
		name += "/" + sub
	}
	return name
}

// join puts the verbs for one thing together, and first what is the subject's
// own, what reaches far, and what much follows from.
func join(phrases []phrase) []phrase {
	var joined []phrase
	for _, p := range phrases {
		i := slices.IndexFunc(joined, func(q phrase) bool { return q.what == p.what && q.of == p.of })
		if i < 0 {
			p.verbs = slices.Clone(p.verbs)
			joined = append(joined, p)
			continue
		}
		joined[i].verbs = append(joined[i].verbs, p.verbs...)
	}
	for i := range joined {
		slices.Sort(joined[i].verbs)
		joined[i].verbs = slices.Compact(joined[i].verbs)
	}
	slices.SortStableFunc(joined, func(p, q phrase) int {
		return cmp.Or(first(p.own, q.own), first(p.wide, q.wide), first(p.great(), q.great()), cmp.Compare(p.String(), q.String()))
	})
	return joined
}

// first orders what is so before what is not.
func first(p, q bool) int {
	switch {
	case p == q:
		return 0
	case p:
		return -1
	}
	return 1
}

// few tells the first of several phrases, each after the same word.
func few(word string, phrases []phrase) string {
	const most = 3
	var parts []string
	for i, p := range phrases {
		if i == most {
			parts = append(parts, fmt.Sprintf("and %d more", len(phrases)-most))
			break
		}
		parts = append(parts, word+" "+p.String())
	}
	return strings.Join(parts, "; ")
}
