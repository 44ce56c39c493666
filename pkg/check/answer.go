package check

import (
	"cmp"
	"fmt"
	"maps"

	"github.com/kubectl-mastery/kubectl-mastery/pkg/challenge"
)

// tries is how many times in a row a probe must come back with the same: one
// lost packet refuses nothing, and one of several pods may be of another mind.
const tries = 3

// answered judges a check that asks more than the API's objects.
func (j *Judge) answered(one compiled, l look) finding {
	answer, asked := l.ev.Answers[one.check.Name]
	switch {
	case !asked && one.check.Survives != nil:
		return finding{verdict: Later, reason: "it is tried once all else holds"}
	case !asked:
		return finding{verdict: Unknown, reason: "it was not asked"}
	case answer.Unasked != "":
		return finding{verdict: Unknown, reason: answer.Unasked}
	case answer.Pending != "":
		return finding{verdict: Settling, reason: answer.Pending}
	}
	switch c := one.check; {
	case c.Admits != nil:
		return j.admits(one, answer, l)
	case c.Refused():
		return j.refused(c, answer, l.ev)
	case c.Connect != nil:
		return often(reached(answer), answer.Alike)
	case c.Survives != nil:
		return survived(*c.Survives, answer)
	}
	if one.check.From() == nil {
		return met(one, answer, l)
	}
	if len(answer.Each) == 0 {
		return metOften(one, answer, l)
	}
	// The first target of the worst kind speaks for all.
	worst := metOften(one, answer.Each[0], l)
	for _, target := range answer.Each[1:] {
		if f := metOften(one, target, l); rank(f.verdict) > rank(worst.verdict) {
			worst = f
		}
	}
	return worst
}

// met judges one answer by the check's expression.
func met(one compiled, answer Answer, l look) finding {
	f := expectation(one, with(l.bound, one.check, answer))
	f.observed = cmp.Or(f.observed, describe(one.check, answer))
	return f
}

// metOften judges what a probe came back with, and wants the times before to
// have been as good: behind one name there may be several who answer, each with
// something else. Where nobody answered, it wants that to be so again and again.
func metOften(one compiled, answer Answer, l look) finding {
	f := met(one, answer, l)
	switch {
	case f.verdict == Fail && through(answer):
		return f // somebody answered, and not as it should be
	case answer.Alike == 0:
		return f // nobody was asked: there is nothing to ask
	}
	times := 1
	for _, before := range answer.Before {
		if met(one, Answer{Value: before}, l).verdict != f.verdict {
			return often(f, times)
		}
		times++
	}
	return often(f, max(times, answer.Alike))
}

// Tried reports whether an answer has come, and from a probe as often as it is
// wanted. Before that a look finds nothing that holds.
func (a Answer) Tried() bool {
	for _, target := range a.Each {
		if !target.Tried() {
			return false
		}
	}
	return a.Pending == "" && (a.Alike == 0 || len(a.Each) > 0 || max(a.Alike, len(a.Before)+1) >= tries)
}

// often lets what a probe came back with count once it has come back with it
// often enough: also a failure, for the network may not know a pod that was
// just made, as a probe is. What is not asked again and again counts at once.
func often(f finding, times int) finding {
	switch {
	case times == 0 || times >= tries:
		return f
	case f.verdict == Pass:
		f.reason = fmt.Sprintf("an answer counts once it has come %d times in a row; so far %d", tries, times)
	case f.verdict == Fail:
		f.reason = fmt.Sprintf("an answer counts once it has come %d times in a row; so far %d", tries, times)
	default:
		return f
	}
	return finding{verdict: Settling, observed: f.observed, reason: f.reason}
}

// Complete reports whether every answer has come, and often enough to count.
func (e Evidence) Complete() bool {
	for _, answer := range e.Answers {
		if !answer.Tried() {
			return false
		}
	}
	return true
}

// with binds an answer to the name by which the kind's expressions know it.
func with(bound map[string]any, c challenge.Check, answer Answer) map[string]any {
	bound = maps.Clone(bound)
	switch {
	case c.Logs != nil:
		bound["logs"] = list(answer.Items)
	case c.Metric != nil:
		bound["usage"] = list(answer.Items)
	case c.DNS != nil:
		bound["response"] = filled(answer.Value, map[string]any{"code": "", "records": []any{}, "error": ""})
	case c.HTTP != nil:
		bound["response"] = filled(answer.Value, map[string]any{"status": int64(0), "body": "", "error": ""})
	default:
		bound["response"] = answer.Value
	}
	return bound
}

// filled is value with what it leaves out, so that no expression trips over a
// field that had nothing to say.
func filled(value, fallback map[string]any) map[string]any {
	maps.Copy(fallback, value)
	return fallback
}

func list(items []any) []any {
	if items == nil {
		return []any{}
	}
	return items
}

// Holds reports whether an answer to the check of that name is a good one, for
// those who count failures while they do harm.
func (j *Judge) Holds(name string, answer Answer, ev Evidence, baseline map[string]any) bool {
	for _, one := range j.checks {
		if one.check.Name != name || answer.Pending != "" || answer.Unasked != "" {
			continue
		}
		if one.check.Connect != nil {
			return through(answer)
		}
		return one.expect != nil && expectation(one, with(variables(ev, baseline), one.check, answer)).verdict == Pass
	}
	return false
}

// reached judges a connection that must come about.
func reached(answer Answer) finding {
	if isTrue(answer.Value["reached"]) {
		return finding{verdict: Pass, observed: "connected"}
	}
	return finding{verdict: Fail, observed: cmp.Or(text(answer.Value, "error"), "no connection")}
}

// through reports whether a connection came about, for either kind of traffic.
func through(answer Answer) bool {
	if answer.Pending != "" || answer.Unasked != "" {
		return false
	}
	return isTrue(answer.Value["reached"]) || integer(answer.Value["status"]) > 0
}

// refused judges a connection that must not come about. A target that nobody
// reaches, and a network that enforces nothing, refuse nothing.
func (j *Judge) refused(c challenge.Check, answer Answer, ev Evidence) finding {
	if through(answer) {
		if ev.Network == EnforcesNot {
			return finding{verdict: Unknown, observed: "the connection came about", reason: notEnforced}
		}
		return often(finding{verdict: Fail, observed: "the connection came about, and should not"}, answer.Alike)
	}
	control := ""
	for _, name := range j.challenge.Controls(c) {
		control = name
		if through(ev.Answers[name]) {
			return often(finding{verdict: Pass, observed: "no connection: " + text(answer.Value, "error")}, answer.Alike)
		}
		if pending := ev.Answers[name].Pending; pending != "" {
			return finding{verdict: Settling, reason: pending}
		}
	}
	return finding{verdict: Unknown, reason: fmt.Sprintf("nothing gets through, so a refusal proves nothing: first %q must hold", control)}
}

const notEnforced = "the network of this cluster does not enforce NetworkPolicies, so whether yours are right cannot be known here; use a cluster whose network does (the lab, or kind and minikube with Calico or Cilium)"

// admits judges what the API server said of an object.
func (j *Judge) admits(one compiled, answer Answer, l look) finding {
	accepted := isTrue(answer.Value["accepted"])
	said := text(answer.Value, "message")
	switch c := one.check.Admits; {
	case c.Refused && accepted:
		return finding{verdict: Fail, observed: "it is accepted, and should be refused"}
	case c.Refused && !isTrue(l.ev.Answers[c.Control].Value["accepted"]):
		return finding{verdict: Unknown, observed: "refused: " + said, reason: fmt.Sprintf("a refusal proves nothing while %q does not hold", c.Control)}
	case !c.Refused && !accepted:
		return finding{verdict: Fail, observed: "it is refused: " + said}
	}
	if one.expect == nil {
		return finding{verdict: Pass}
	}
	f := expectation(one, with(l.bound, one.check, answer))
	if f.verdict == Fail && said != "" {
		f.observed = cmp.Or(f.observed, "it is refused, but: "+said)
	}
	return f
}

// survived judges what a disruption did.
func survived(c challenge.Survives, answer Answer) finding {
	v := answer.Value
	failed, requests := integer(v["failed"]), integer(v["requests"])
	harm := text(v, "harm")
	left, _ := v["left"].(map[string]any)
	switch {
	case text(v, "spoilt") != "":
		return finding{verdict: Fail, observed: harm + ", and " + text(v, "spoilt")}
	case integer(left["failed"]) > 0:
		return finding{verdict: Fail, observed: fmt.Sprintf("%s, and within %s %d of %d requests to it failed: %s",
			harm, c.Lingers.For, integer(left["failed"]), integer(left["requests"]), text(left, "error"))}
	case !isTrue(v["whole"]):
		return finding{verdict: Fail, observed: fmt.Sprintf("%s, and it was not whole again within %s: %s", harm, c.Within, text(v, "error"))}
	case failed > int64(c.Failures):
		return finding{verdict: Fail, observed: fmt.Sprintf("%s, and %d of %d requests failed meanwhile: %s", harm, failed, requests, text(v, "error"))}
	case c.Serves != "" && requests == 0, c.Lingers != nil && integer(left["requests"]) == 0:
		return finding{verdict: Unknown, reason: "no request was made during the disruption"}
	}
	return finding{verdict: Pass, observed: fmt.Sprintf("%s; whole again after %d s, %d of %d requests failed", harm, integer(v["took"]), failed, requests)}
}

// describe says in a few words what came back.
func describe(c challenge.Check, answer Answer) string {
	if e := text(answer.Value, "error"); e != "" {
		return e
	}
	switch {
	case c.HTTP != nil:
		return fmt.Sprintf("status %d: %s", integer(answer.Value["status"]), firstLine(text(answer.Value, "body")))
	case c.DNS != nil:
		return fmt.Sprintf("%s: %v", text(answer.Value, "code"), answer.Value["records"])
	}
	return ""
}
