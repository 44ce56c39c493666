package check

import (
	"fmt"
	"slices"
	"strings"

	"k8s.io/component-helpers/auth/rbac/validation"

	"github.com/kubectl-mastery/kubectl-mastery/pkg/challenge"
)

// can judges the whole permission of a subject: by the roles that are bound
// to it in any way, and then by what the API server decides.
func (j *Judge) can(c challenge.Can, l look) finding {
	a := l.ev.Access
	switch {
	case a == nil:
		return finding{verdict: Unknown, reason: "access rules were not read"}
	case a.Unread != "":
		return finding{verdict: Unknown, reason: a.Unread}
	}
	if s := c.Who.ServiceAccount; s != "" && !a.hasAccount(a.namespace(c.Who.Namespace), s) {
		return finding{verdict: Fail, observed: "serviceaccount/" + s + " is not there"}
	}
	who := a.identity(c.Who)
	fresh := a.freshGrants(who, l.baseline)
	if free, _ := validation.Covers(grantedIn(fresh, ""), everything()[:1]); free {
		return finding{verdict: Unknown, reason: "in this cluster every ServiceAccount may do everything, so roles prove nothing; use another one"}
	}
	reach, whose := a.reach(who, c.Counts)
	pending, changed := a.gathering(whose)
	if pending != "" && l.ev.At.Sub(changed) <= rolesReaction {
		return finding{verdict: Settling, reason: "the rules of " + pending + " are still being gathered"}
	}
	f := a.judge(c, who, reach, fresh, l)
	if pending != "" && f.verdict == Pass {
		return finding{verdict: Unknown, reason: "nobody gathers the rules of " + pending + ": does the controller manager run?"}
	}
	f.bound = l.bound
	return f
}

func (a *Access) judge(c challenge.Can, who identity, reach, fresh []grant, l look) finding {
	own, wanted := a.grants(who), a.granted(c.Must)
	var faults []string
	if less := missing(wanted, own); len(less) > 0 {
		faults = append(faults, few("may not", less))
	}
	allowed := slices.Concat(wanted, fresh)
	if c.AtMost != nil {
		allowed = append(allowed, a.granted(*c.AtMost)...)
		if more := a.excess(reach, allowed); len(more) > 0 {
			faults = append(faults, few("may also", more))
		}
	}
	switch {
	case len(faults) > 0:
		return finding{verdict: Fail, observed: strings.Join(faults, "; ")}
	case a.Unasked != "":
		return finding{verdict: Unknown, reason: a.Unasked}
	}
	found, unasked := a.contradictions(who, own, wanted, allowed, c.AtMost != nil)
	for _, one := range found {
		if l.ev.At.Sub(latest(one.since, l.changed)) > rolesReaction {
			return finding{verdict: Fail, observed: one.says}
		}
	}
	switch {
	case len(found) > 0:
		return finding{verdict: Settling, reason: "roles may still be spreading"}
	case unasked != "":
		return finding{verdict: Unknown, reason: fmt.Sprintf("the API server was not asked: %s", unasked)}
	}
	return finding{verdict: Pass}
}
