package check

import (
	"fmt"
	"maps"
	"slices"
	"time"

	"github.com/google/cel-go/cel"

	"github.com/kubectl-mastery/kubectl-mastery/pkg/challenge"
)

// Judge decides on one challenge's checks. It is safe for concurrent use.
type Judge struct {
	challenge *challenge.Challenge
	checks    []compiled
	// names are the observed ones, sorted, so that reasons do not flicker.
	names []string
}

type compiled struct {
	check  challenge.Check
	expect *program // of expr or http.expect
	says   *program
}

// line is where the deciding expression stands in challenge.yaml.
func (c compiled) line() int {
	if c.check.HTTP != nil {
		return c.check.HTTP.Expect.Line
	}
	return c.check.Expr.Line
}

// NewJudge compiles all checks of c. An error names the check and, for an
// expression, its line and column in challenge.yaml.
func NewJudge(c *challenge.Challenge) (*Judge, error) {
	env, err := NewEnvironment(c)
	if err != nil {
		return nil, err
	}
	j := &Judge{challenge: c, names: slices.Sorted(maps.Keys(c.Spec.Observe))}
	for _, one := range c.Spec.Checks {
		expect := one.Expr
		if one.HTTP != nil {
			expect = one.HTTP.Expect
		}
		built := compiled{check: one}
		if built.expect, err = env.compile(expect, cel.BoolType); err != nil {
			return nil, fmt.Errorf("check %q: %w", one.Name, err)
		}
		if !one.Says.Empty() {
			if built.says, err = env.compile(one.Says, cel.StringType); err != nil {
				return nil, fmt.Errorf("check %q: says: %w", one.Name, err)
			}
		}
		j.checks = append(j.checks, built)
	}
	return j, nil
}

// Results gives a verdict on each check, in the challenge's order. baseline
// holds the healthy scenario as the API server defaults it, by observed name.
func (j *Judge) Results(ev Evidence, baseline map[string]any) []Result {
	bound := variables(ev, baseline)
	changed := lastChange(ev)
	results := make([]Result, 0, len(j.checks))
	for _, one := range j.checks {
		r := Result{Name: one.check.Name, Safeguard: one.check.Safeguard, Because: one.check.Because, Weight: max(1, one.check.Weight)}
		j.decide(&r, one, ev, bound, changed)
		if response, asked := ev.Responses[one.check.Name]; asked && response.Unasked == "" {
			r.Observed = orElse(r.Observed, describe(response))
		}
		results = append(results, r)
	}
	return results
}

func (j *Judge) decide(r *Result, one compiled, ev Evidence, bound map[string]any, changed time.Time) {
	for _, name := range one.expect.mentions {
		if why := ev.Objects[name].Unread; why != "" {
			r.Verdict, r.Reason = Unknown, why
			return
		}
	}
	if one.check.HTTP != nil {
		response, asked := ev.Responses[one.check.Name]
		if !asked || response.Unasked != "" {
			r.Verdict, r.Reason = Unknown, orElse(response.Unasked, "the request was not made")
			return
		}
		bound = maps.Clone(bound)
		bound["response"] = map[string]any{"status": int64(response.Status), "body": response.Body, "error": response.Error}
	}
	for _, name := range one.expect.needs {
		o := ev.Objects[name]
		if o.Missing() {
			r.Verdict, r.Observed = Fail, o.What+" is not there"
		}
		if o.Unclear != "" {
			r.Verdict, r.Observed = Fail, o.Unclear
		}
		if o.Single && len(o.Items) > 0 && deleting(o.Items[0]) {
			r.Verdict, r.Observed = Fail, o.What+" is being deleted"
		}
		if r.Verdict == Fail {
			j.soften(r, one, ev, changed)
			return
		}
	}
	value, missing, err := one.expect.evaluate(bound)
	if _, isBool := value.(bool); err == nil && missing == "" && !isBool {
		err = fmt.Errorf("the expression gives %T, not true or false", value)
	}
	switch {
	case err != nil:
		r.Verdict, r.Reason = Broken, fmt.Sprintf("line %d: %v", one.line(), err)
		return
	case missing != "":
		r.Verdict, r.Observed = Fail, missing+" is not set"
	case value == true && !one.check.Safeguard && j.running(one):
		// What runs proves nothing about configuration that it has not seen.
		if r.Reason = orElse(stale(ev), j.gone(ev)); r.Reason == "" {
			r.Verdict = Pass
			return
		}
		r.Verdict = Fail
		// What the check says when it fails would not be true.
		j.soften(r, one, ev, changed)
		return
	case value == true:
		r.Verdict = Pass
		return
	default:
		r.Verdict = Fail
	}
	if one.says != nil {
		if said, _, err := one.says.evaluate(bound); err == nil {
			if text, ok := said.(string); ok {
				r.Observed = text
			}
		}
	}
	j.soften(r, one, ev, changed)
}

// soften turns a failed objective into one that is settling where what it
// depends on is still under way. A safeguard is about what is wanted, not
// about what is running yet, so it is never softened.
func (j *Judge) soften(r *Result, one compiled, ev Evidence, changed time.Time) {
	if r.Verdict != Fail || one.check.Safeguard {
		return
	}
	under := ""
	for _, name := range j.names {
		if !j.depends(one, name) {
			continue
		}
		p := settling(ev.Objects[name], ev.At, changed, j.challenge.Settle())
		if p.stuck != "" {
			r.Reason = p.stuck
			return
		}
		under = orElse(under, p.under)
	}
	if under == "" && j.traffic(one) && ev.At.Sub(latest(changed, lastTurn(ev))) <= endpointReaction {
		under = "endpoints are still spreading"
	}
	if under != "" {
		r.Verdict, r.Reason = Settling, under
	}
}

// traffic reports whether a check hangs on endpoints: it makes a request, or
// looks at EndpointSlices.
func (j *Judge) traffic(one compiled) bool {
	if one.check.HTTP != nil {
		return true
	}
	return slices.ContainsFunc(one.expect.mentions, func(name string) bool {
		return j.challenge.Spec.Observe[name].Kind == "EndpointSlice"
	})
}

// running reports whether a check judges what runs, not only what is wanted:
// it makes a request, or looks at pods.
func (j *Judge) running(one compiled) bool {
	if one.check.HTTP != nil {
		return true
	}
	for _, name := range one.expect.mentions {
		if w := j.challenge.Spec.Observe[name]; w.PodsOf != "" || w.Kind == "Pod" {
			return true
		}
	}
	return false
}

// endpointReaction bounds how long a pod that became ready takes to get
// traffic, and one that did not, to lose it.
const endpointReaction = 5 * time.Second

// lastTurn is when a pod last became ready or will have ended.
func lastTurn(ev Evidence) time.Time {
	var turned time.Time
	for _, o := range ev.Objects {
		for _, pod := range o.Pods {
			turned = latest(turned, moment(condition(pod, "Ready"), "lastTransitionTime"))
		}
		for _, pod := range o.Superseded {
			// The moment by which it must have ended; until then connections to
			// it may still be cut.
			if end := moment(pod, "metadata", "deletionTimestamp"); !end.IsZero() {
				turned = latest(turned, end)
			}
		}
	}
	return turned
}

// depends reports whether a check's outcome hangs on an observed name: those
// that it mentions and the workloads whose pods those are. A request hangs on
// every workload.
func (j *Judge) depends(one compiled, name string) bool {
	if one.check.HTTP != nil {
		return true
	}
	for _, mentioned := range one.expect.mentions {
		if mentioned == name || j.challenge.Spec.Observe[mentioned].PodsOf == name {
			return true
		}
	}
	return false
}

// Doing says what the observed workloads are doing, for somebody who waits;
// empty where nothing is of note.
func (j *Judge) Doing(ev Evidence) string {
	doing := ""
	for _, name := range j.names {
		p := settling(ev.Objects[name], ev.At, lastChange(ev), j.challenge.Settle())
		if p.stuck != "" {
			return p.stuck
		}
		doing = orElse(doing, p.under)
	}
	return doing
}

// lastChange is when anything that is observed was last changed by somebody.
func lastChange(ev Evidence) time.Time {
	var changed time.Time
	for _, o := range ev.Objects {
		changed = latest(changed, o.Changed)
	}
	return changed
}

func describe(r Response) string {
	if r.Error != "" {
		return r.Error
	}
	return fmt.Sprintf("status %d: %s", r.Status, firstLine(r.Body))
}

func orElse(text, fallback string) string {
	if text != "" {
		return text
	}
	return fallback
}
