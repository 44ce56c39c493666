package check

import (
	"errors"
	"fmt"
	"strings"
	"time"

	"github.com/google/cel-go/cel"
	"github.com/google/cel-go/common/ast"
	"github.com/google/cel-go/common/types"
	"github.com/google/cel-go/ext"
	"k8s.io/apiserver/pkg/cel/library"

	"github.com/kubectl-mastery/kubectl-mastery/pkg/challenge"
)

// costLimit ends an expression that would run on and on; the API server's own
// limit for one call is ten times as high, for trees ten times as large.
const costLimit = 1_000_000

// Environment compiles the expressions of one challenge.
type Environment struct {
	env    *cel.Env
	names  map[string]bool
	images challenge.Substitution // where those come from that expressions name
}

// NewEnvironment declares the names that c observes and the functions of the
// domain, beside the libraries that Kubernetes has in its own expressions.
func NewEnvironment(c *challenge.Challenge) (*Environment, error) {
	e := &Environment{names: map[string]bool{}, images: challenge.Substitution{Registry: c.Registry}}
	options := []cel.EnvOption{
		cel.OptionalTypes(),
		cel.CrossTypeNumericComparisons(true),
		cel.DefaultUTCTimeZone(true),
		cel.EagerlyValidateDeclarations(true),
		ext.Strings(ext.StringsVersion(2)),
		ext.Sets(),
		ext.Bindings(),
		ext.Lists(ext.ListsVersion(2)),
		library.Quantity(),
		library.Regex(),
		ext.Encoders(),
		library.Lists(),
		library.URLs(),
		library.IP(),
		library.CIDR(),
		cel.Variable("baseline", cel.MapType(cel.StringType, cel.DynType)),
		cel.Variable("response", cel.DynType),
		cel.Variable("logs", cel.ListType(cel.DynType)),
		cel.Variable("usage", cel.ListType(cel.DynType)),
		cel.Variable("now", cel.TimestampType),
	}
	for name := range c.Spec.Observe {
		e.names[name] = true
		options = append(options, cel.Variable(name, cel.DynType))
	}
	env, err := cel.NewEnv(append(options, domain()...)...)
	if err != nil {
		return nil, fmt.Errorf("make expression environment: %w", err)
	}
	e.env = env
	return e, nil
}

// program is one compiled expression.
type program struct {
	program cel.Program
	// needs are the observed names without which there is nothing to judge.
	needs []string
	// mentions are all observed names in the expression.
	mentions []string
}

// typed type-checks an expression and wants a result of the given type. The
// problems have their places in challenge.yaml.
func (e *Environment) typed(x challenge.Expression, want *cel.Type) (*cel.Ast, challenge.Problems) {
	checked, issues := e.env.Compile(e.images.Mirrored(x.Source))
	var problems challenge.Problems
	for _, issue := range issues.Errors() {
		problems = append(problems, challenge.Problem{
			Line: x.Line + issue.Location.Line() - 1, Column: x.Column + issue.Location.Column(), Text: issue.Message,
		})
	}
	if len(problems) > 0 {
		return nil, problems
	}
	if got := checked.OutputType(); !want.IsExactType(cel.DynType) && !got.IsExactType(want) && !got.IsExactType(cel.DynType) {
		return nil, challenge.Problems{{Line: x.Line, Column: x.Column, Text: fmt.Sprintf("the expression gives %s, not %s", got, want)}}
	}
	return checked, nil
}

// compile makes a program of an expression. An error names the line and column
// in challenge.yaml.
func (e *Environment) compile(x challenge.Expression, want *cel.Type) (*program, error) {
	checked, problems := e.typed(x, want)
	if len(problems) > 0 {
		var lines []string
		for _, p := range problems {
			lines = append(lines, p.Error())
		}
		return nil, errors.New(strings.Join(lines, "; "))
	}
	compiled, err := e.env.Program(checked, cel.CostLimit(costLimit), cel.EvalOptions(cel.OptOptimize, cel.OptTrackCost))
	if err != nil {
		return nil, fmt.Errorf("line %d, column %d: %w", x.Line, x.Column, err)
	}
	p := &program{program: compiled}
	p.needs, p.mentions = e.references(checked.NativeRep().Expr())
	return p, nil
}

// references finds the observed names in an expression. A name inside
// present() is mentioned but not needed.
func (e *Environment) references(root ast.Expr) (needs, mentions []string) {
	asked, need, mention := map[int64]bool{}, map[string]bool{}, map[string]bool{}
	ast.PreOrderVisit(root, ast.NewExprVisitor(func(x ast.Expr) {
		if x.AsCall().FunctionName() == "present" { // what is no call has no name
			for _, argument := range x.AsCall().Args() {
				asked[argument.ID()] = true
			}
		}
		if !e.names[x.AsIdent()] { // what is no identifier has none
			return
		}
		name := x.AsIdent()
		if !mention[name] {
			mention[name] = true
			mentions = append(mentions, name)
		}
		if !asked[x.ID()] && !need[name] {
			need[name] = true
			needs = append(needs, name)
		}
	}))
	return needs, mentions
}

// evaluate runs the program; a key that is not there is told apart from other
// errors, since it is a fact about the cluster.
func (p *program) evaluate(variables map[string]any) (value any, missing string, err error) {
	out, _, err := p.program.Eval(variables)
	if err == nil {
		return out.Value(), "", nil
	}
	if unknown(err) != "" {
		return nil, "", err
	}
	for _, prefix := range []string{"no such key: ", "no such attribute(s): "} {
		if _, key, found := strings.Cut(err.Error(), prefix); found {
			return nil, key, nil
		}
	}
	if _, index, found := strings.Cut(err.Error(), "index out of bounds: "); found {
		return nil, "item " + index, nil // of a list that is shorter
	}
	return nil, "", err
}

// variables binds evidence to the names of expressions.
func variables(ev Evidence, baseline map[string]any) map[string]any {
	bound := map[string]any{"baseline": baseline, "now": ev.At.UTC(), "response": types.NullValue, "logs": []any{}, "usage": []any{}}
	if baseline == nil {
		bound["baseline"] = map[string]any{}
	}
	for name, o := range ev.Objects {
		switch {
		case !o.Single:
			items := make([]any, len(o.Items))
			for i := range o.Items {
				items[i] = o.Items[i]
			}
			bound[name] = items
		case len(o.Items) > 0:
			bound[name] = o.Items[0]
		default:
			bound[name] = types.NullValue
		}
	}
	return bound
}

// latest returns the later of two moments.
func latest(a, b time.Time) time.Time {
	if b.After(a) {
		return b
	}
	return a
}
