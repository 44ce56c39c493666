package check

import (
	"cmp"
	"fmt"
	"maps"
	"slices"
	"strings"
	"time"

	"github.com/google/cel-go/cel"

	"github.com/kubectl-mastery/kubectl-mastery/pkg/challenge"
)

// Judge decides on one challenge's checks. It is safe for concurrent use.
type Judge struct {
	challenge *challenge.Challenge
	checks    []compiled
	questions map[string]*program
	// names are the observed ones, sorted, so that reasons do not flicker.
	names []string
}

type compiled struct {
	check  challenge.Check
	expect *program // nil where the kind judges without an expression
	says   *program
	line   int // where expect stands in challenge.yaml
}

// NewJudge compiles all checks of c. An error names the check and, for an
// expression, its line and column in challenge.yaml.
func NewJudge(c *challenge.Challenge) (*Judge, error) {
	env, err := NewEnvironment(c)
	if err != nil {
		return nil, err
	}
	j := &Judge{challenge: c, names: slices.Sorted(maps.Keys(c.Spec.Observe)), questions: map[string]*program{}}
	for _, one := range c.Spec.Checks {
		built := compiled{check: one}
		expect := one.Expr
		if one.Expect() != nil {
			expect = *one.Expect()
		}
		if !expect.Empty() || !one.Judges() {
			built.line = expect.Line
			if built.expect, err = env.compile(expect, cel.BoolType); err != nil {
				return nil, fmt.Errorf("check %q: %w", one.Name, err)
			}
		}
		if !one.Says.Empty() {
			if built.says, err = env.compile(one.Says, cel.StringType); err != nil {
				return nil, fmt.Errorf("check %q: says: %w", one.Name, err)
			}
		}
		j.checks = append(j.checks, built)
	}
	for _, q := range c.Spec.Questions {
		if j.questions[q.Name], err = env.compile(q.Answer, cel.DynType); err != nil {
			return nil, fmt.Errorf("question %q: %w", q.Name, err)
		}
	}
	return j, nil
}

// Results gives a verdict on each check, in the challenge's order; on those of
// stages that are not open it is later. baseline holds the healthy scenario as
// the API server defaults it, by observed name.
func (j *Judge) Results(ev Evidence, baseline map[string]any) []Result {
	results := j.AllResults(ev, baseline)
	j.closeStages(results)
	return results
}

// AllResults is Results without regard to stages, for one who looks once and does
// not wait until it is known whether an earlier one is done.
func (j *Judge) AllResults(ev Evidence, baseline map[string]any) []Result {
	look := look{ev: ev, bound: variables(ev, baseline), baseline: baseline, changed: lastChange(ev)}
	results := make([]Result, 0, len(j.checks))
	for _, one := range j.checks {
		r := Result{
			Name: one.check.Name, Stage: one.check.Stage, Safeguard: one.check.Safeguard,
			Because: one.check.Because, Weight: max(1, one.check.Weight),
		}
		j.decide(&r, one, look)
		results = append(results, r)
	}
	return results
}

// look is what all checks of one round look at.
type look struct {
	ev       Evidence
	bound    map[string]any // the evidence as expressions see it
	baseline map[string]any
	changed  time.Time // when anything observed was last changed by somebody
}

// finding is what a kind of check makes of the evidence, before it is asked
// whether something is still under way.
type finding struct {
	verdict          Verdict
	observed, reason string
	// bound is what the check's own words see; nil where they are not wanted.
	bound map[string]any
}

func (j *Judge) decide(r *Result, one compiled, l look) {
	for _, name := range j.hangsOn(one) {
		if why := l.ev.Objects[name].Unread; why != "" {
			r.Verdict, r.Reason = Unknown, why
			return
		}
	}
	f := j.find(one, l)
	r.Verdict, r.Observed, r.Reason = f.verdict, f.observed, f.reason
	if f.bound != nil && one.says != nil {
		if said, _, err := one.says.evaluate(f.bound); err == nil {
			if text, ok := said.(string); ok {
				r.Observed = cmp.Or(text, r.Observed)
			}
		}
	}
	if f.verdict == Pass && !one.check.Safeguard && j.running(one) {
		// What runs proves nothing about configuration that it has not seen.
		lasting, passing := stale(l.ev)
		if why := cmp.Or(lasting, j.gone(l.ev)); why != "" {
			r.Verdict, r.Reason = Fail, why
		} else if passing != "" {
			r.Verdict, r.Reason = Settling, passing
		}
	}
	j.soften(r, one, l)
}

// find lets the check's kind judge.
func (j *Judge) find(one compiled, l look) finding {
	if f := j.absent(one, l.ev); f != nil {
		return *f
	}
	switch c := one.check; {
	case c.Can != nil:
		return j.can(*c.Can, l)
	case c.Question != "":
		return j.question(c.Question, l)
	case !c.Expr.Empty():
		return expectation(one, l.bound)
	default:
		return j.answered(one, l)
	}
}

// absent finds an observed object without which there is nothing to judge;
// nil where all are there.
func (j *Judge) absent(one compiled, ev Evidence) *finding {
	for _, name := range j.needs(one) {
		o := ev.Objects[name]
		switch {
		case o.Single && len(o.Items) > 0 && deleting(o.Items[0]):
			return &finding{verdict: Fail, observed: o.What + " is being deleted"}
		case o.Unclear != "":
			return &finding{verdict: Fail, observed: o.Unclear}
		case o.Missing():
			return &finding{verdict: Fail, observed: cmp.Or(o.Why, o.What+" is not there")}
		}
	}
	return nil
}

// expectation evaluates the check's expression.
func expectation(one compiled, bound map[string]any) finding {
	value, missing, err := one.expect.evaluate(bound)
	if _, isBool := value.(bool); err == nil && missing == "" && !isBool {
		err = fmt.Errorf("the expression gives %T, not true or false", value)
	}
	switch {
	case unknown(err) != "":
		return finding{verdict: Unknown, reason: unknown(err)}
	case err != nil:
		return finding{verdict: Broken, reason: fmt.Sprintf("line %d: %v", one.line, err)}
	case strings.HasPrefix(missing, "container ") || strings.HasPrefix(missing, "port "):
		return finding{verdict: Fail, observed: "there is no " + missing}
	case missing != "":
		return finding{verdict: Fail, observed: missing + " is not set"}
	case value == true:
		return finding{verdict: Pass}
	}
	return finding{verdict: Fail, bound: bound}
}

// lastChange is when anything that is observed was last changed by somebody.
func lastChange(ev Evidence) time.Time {
	changed := ev.Access.lastChange()
	for _, o := range ev.Objects {
		changed = latest(changed, o.Changed)
	}
	return changed
}
