package check_test

import (
	"fmt"
	"strings"
	"testing"

	"github.com/kubectl-mastery/kubectl-mastery/pkg/challenge"
	"github.com/kubectl-mastery/kubectl-mastery/pkg/check"
)

// there is a Deployment that is steady.
func there(t testing.TB) check.Observed {
	return check.Observed{What: "deployment/shop", Single: true, Items: []map[string]any{object(t, `
kind: Deployment
metadata: {name: shop, generation: 1}
spec: {replicas: 0, template: {spec: {containers: [{name: web, image: nginx}]}}}
status: {observedGeneration: 1}`)}}
}

// costly is an expression that would take a million steps and more.
func costly() string {
	list := "[0" + strings.Repeat(", 1", 150) + "]"
	return fmt.Sprintf("%s.all(a, %s.all(b, %s.all(c, a + b + c + shop.spec.replicas >= 0)))", list, list, list)
}

func TestVerdicts(t *testing.T) {
	missing := check.Observed{What: "deployment/shop", Single: true}
	forbidden := check.Observed{What: "deployment/shop", Single: true, Unread: "you may not list deployments"}
	unclear := check.Observed{What: "a workload", Single: true, Unclear: "service/shop is backed by more than one workload: a, b"}
	is := func(source string) challenge.Check { return challenge.Check{Expr: expr(source)} }
	says := func(source, says string) challenge.Check {
		return challenge.Check{Expr: expr(source), Says: expr(says)}
	}
	asks := challenge.Check{HTTP: &challenge.HTTP{To: "service/shop:80", Expect: expr("response.status == 200")}}
	tests := []struct {
		name      string
		check     challenge.Check
		shop      check.Observed
		responses map[string]check.Answer
		want      check.Verdict
		observed  string
		reason    string
	}{
		{name: "true", check: is("shop.kind == 'Deployment'"), shop: there(t), want: check.Pass},
		{name: "true says nothing", check: says("shop.kind == 'Deployment'", "'no'"), shop: there(t), want: check.Pass},
		{name: "false", check: is("shop.kind == 'DaemonSet'"), shop: there(t), want: check.Fail},
		{name: "false says", check: says("shop.kind == 'DaemonSet'", "'a ' + shop.kind"), shop: there(t), want: check.Fail, observed: "a Deployment"},
		{name: "says breaks", check: says("shop.kind == 'DaemonSet'", "string(1 / (size(shop.kind) - 10))"), shop: there(t), want: check.Fail},
		{name: "missing object", check: is("shop.kind == 'Deployment'"), shop: missing, want: check.Fail, observed: "deployment/shop is not there"},
		{name: "missing object says", check: says("shop.kind == 'Deployment'", "'no'"), shop: missing, want: check.Fail, observed: "deployment/shop is not there"},
		{name: "missing object as an argument", check: is("size(shop) > 0"), shop: missing, want: check.Fail, observed: "deployment/shop is not there"},
		{name: "missing object wanted so", check: is("!present(shop)"), shop: missing, want: check.Pass},
		{name: "present", check: is("!present(shop)"), shop: there(t), want: check.Fail},
		{name: "missing, or else", check: is("!present(shop) || shop.kind == 'X'"), shop: missing, want: check.Fail, observed: "deployment/shop is not there"},
		{name: "forbidden", check: is("shop.kind == 'Deployment'"), shop: forbidden, want: check.Unknown, reason: "you may not list deployments"},
		{name: "forbidden, asked whether present", check: is("!present(shop)"), shop: forbidden, want: check.Unknown, reason: "you may not list deployments"},
		{name: "unclear", check: is("shop.kind == 'Deployment'"), shop: unclear, want: check.Fail, observed: "service/shop is backed by more than one workload: a, b"},
		{name: "missing field", check: is("shop.spec.paused == false"), shop: there(t), want: check.Fail, observed: "paused is not set"},
		{name: "missing container", check: is("shop.image('db') == 'x'"), shop: there(t), want: check.Fail, observed: "there is no container db (there are: web)"},
		{name: "missing item", check: is("shop.spec.template.spec.containers[7].name == 'x'"), shop: there(t), want: check.Fail, observed: "item 7 is not set"},
		{name: "missing baseline", check: is("shop.kind == baseline['deployment/other'].kind"), shop: there(t), want: check.Fail, observed: "deployment/other is not set"},
		{name: "expression error", check: is("1 / (size(shop.kind) - 10) == 1"), shop: there(t), want: check.Broken, reason: "line 1: division by zero"},
		{name: "wrong type in the cluster", check: is("shop.spec.replicas + 'a' == 'b'"), shop: there(t), want: check.Broken, reason: "line 1: no such overload"},
		{name: "gives no bool", check: is("shop.spec.replicas"), shop: there(t), want: check.Broken},
		{name: "cost overrun", check: is(costly()), shop: there(t), want: check.Broken, reason: "cost limit"},
		{name: "answer", check: asks, shop: there(t), responses: map[string]check.Answer{"c": response(200, "ok\nmore", "")}, want: check.Pass, observed: "status 200: ok"},
		{name: "other answer", check: asks, shop: there(t), responses: map[string]check.Answer{"c": response(404, " no\npage", "")}, want: check.Fail, observed: "status 404: no"},
		{name: "no answer", check: asks, shop: there(t), responses: map[string]check.Answer{"c": response(0, "", "no endpoints")}, want: check.Fail, observed: "no endpoints"},
		{name: "answer that leaves out fields", check: challenge.Check{HTTP: &challenge.HTTP{Expect: expr("response.error == '' && response.body == ''")}}, shop: there(t), responses: map[string]check.Answer{"c": {Value: map[string]any{"status": int64(200)}}}, want: check.Pass, observed: "status 200: "},
		{name: "may not ask", check: asks, shop: there(t), responses: map[string]check.Answer{"c": {Unasked: "you may not"}}, want: check.Unknown, reason: "you may not"},
		{name: "was not asked", check: asks, shop: there(t), want: check.Unknown},
		{name: "answer to another check", check: asks, shop: there(t), responses: map[string]check.Answer{"d": response(200, "", "")}, want: check.Unknown},
	}
	for _, test := range tests {
		t.Run(test.name, func(t *testing.T) {
			test.check.Name = "c"
			j := judge(t, with(map[string]challenge.Watch{"shop": {Backs: "service/shop"}}, test.check))
			ev := check.Evidence{At: moment(t, "2026-11-24T12:00:00Z"), Objects: map[string]check.Observed{"shop": test.shop}, Answers: test.responses}
			got := j.Results(ev, map[string]any{})[0]
			if got.Verdict != test.want || got.Observed != test.observed || !strings.Contains(got.Reason, test.reason) {
				t.Errorf("got %s, observed %q, reason %q; want %s, %q, %q", got.Verdict, got.Observed, got.Reason, test.want, test.observed, test.reason)
			}
		})
	}
}

// TestUnknownSaysWhy wants a reason with every verdict that is not known.
func TestUnknownSaysWhy(t *testing.T) {
	asks := challenge.Check{Name: "c", HTTP: &challenge.HTTP{To: "service/shop:80", Expect: expr("response.status == 200")}}
	j := judge(t, with(map[string]challenge.Watch{"shop": {Backs: "service/shop"}}, asks))
	got := j.Results(check.Evidence{Objects: map[string]check.Observed{"shop": there(t)}}, nil)[0]
	if got.Verdict != check.Unknown || got.Reason == "" {
		t.Errorf("a request that was not made: %s, reason %q; want unknown with a reason", got.Verdict, got.Reason)
	}
}

// TestKindOfNobody says what becomes of a name that was observed, but of a
// kind that the cluster does not have: it is not there.
func TestKindOfNobody(t *testing.T) {
	watch := map[string]challenge.Watch{"route": {APIVersion: "gateway.networking.k8s.io/v1", Kind: "HTTPRoute", Name: "shop"}, "all": {APIVersion: "x/v1", Kind: "X", All: true}}
	j := judge(t, with(watch, challenge.Check{Name: "one", Expr: expr("route.kind == 'HTTPRoute'")}, challenge.Check{Name: "many", Expr: expr("size(all) == 1")}))
	got := j.Results(check.Evidence{Objects: map[string]check.Observed{"route": {What: "httproute/shop", Single: true}, "all": {What: "xs"}}}, nil)
	if got[0].Verdict != check.Fail || got[0].Observed != "httproute/shop is not there" {
		t.Errorf("one: %+v", got[0])
	}
	if got[1].Verdict != check.Fail {
		t.Errorf("many: %+v", got[1])
	}
}

// TestErrorsNameTheLine wants the line of the expression that broke, also in
// an HTTP check.
func TestErrorsNameTheLine(t *testing.T) {
	broken := challenge.Expression{Source: "1 / (response.status - 200) == 1", Line: 42, Column: 9}
	j := judge(t, with(nil, challenge.Check{Name: "c", HTTP: &challenge.HTTP{Expect: broken}}))
	got := j.Results(check.Evidence{Answers: map[string]check.Answer{"c": response(200, "", "")}}, nil)[0]
	if got.Verdict != check.Broken || !strings.Contains(got.Reason, "line 42") {
		t.Errorf("%s %q, want an error in line 42", got.Verdict, got.Reason)
	}
}

// TestAnswersStayApart holds each check to its own response.
func TestAnswersStayApart(t *testing.T) {
	asks := func(name string) challenge.Check {
		return challenge.Check{Name: name, HTTP: &challenge.HTTP{Expect: expr("response.status == 200")}}
	}
	j := judge(t, with(nil, asks("a"), asks("b"), challenge.Check{Name: "state", Expr: expr("response == null")}))
	got := j.Results(check.Evidence{At: moment(t, "2026-11-24T12:00:00Z"), Answers: map[string]check.Answer{"a": response(200, "", ""), "b": response(500, "", "")}}, nil)
	for i, want := range []check.Verdict{check.Pass, check.Fail, check.Pass} {
		if got[i].Verdict != want {
			t.Errorf("check %s: %s, want %s", got[i].Name, got[i].Verdict, want)
		}
	}
}

func TestResultsKeepOrderAndWords(t *testing.T) {
	j := judge(t, with(nil,
		challenge.Check{Name: "one", Expr: expr("true"), Weight: 3},
		challenge.Check{Name: "two", Expr: expr("true"), Safeguard: true, Because: "keep it"},
	))
	want := []check.Result{
		{Name: "one", Verdict: check.Pass, Weight: 3},
		{Name: "two", Verdict: check.Pass, Weight: 1, Safeguard: true, Because: "keep it"},
	}
	if d := diff(want, j.Results(check.Evidence{}, nil)); d != "" {
		t.Error(d)
	}
}

func TestObservedIsBounded(t *testing.T) {
	j := judge(t, with(nil, challenge.Check{Name: "c", HTTP: &challenge.HTTP{Expect: expr("response.status == 200")}}))
	for _, body := range []string{strings.Repeat("a", 1000), strings.Repeat("a", 119) + strings.Repeat("é", 100)} {
		got := j.Results(check.Evidence{Answers: map[string]check.Answer{"c": response(500, body, "")}}, nil)[0].Observed
		if len(got) > 200 || !strings.HasSuffix(got, "...") {
			t.Errorf("observed is %q", got)
		}
		if strings.ToValidUTF8(got, "") != got {
			t.Errorf("observed is cut within a letter: %q", got)
		}
	}
}

// TestObservedIsWhole leaves a text of just the greatest width as it is.
func TestObservedIsWhole(t *testing.T) {
	j := judge(t, with(nil, challenge.Check{Name: "c", HTTP: &challenge.HTTP{Expect: expr("response.status == 200")}}))
	text := strings.Repeat("a", 120)
	if got := j.Results(check.Evidence{Answers: map[string]check.Answer{"c": response(500, text, "")}}, nil)[0].Observed; got != "status 500: "+text {
		t.Errorf("observed is %q", got)
	}
}

func TestOverall(t *testing.T) {
	order := []check.Verdict{check.Pass, check.Later, check.Unknown, check.Settling, check.Fail, check.Broken}
	for i, low := range order {
		for j, high := range order {
			want := order[max(i, j)]
			if got := check.Overall([]check.Result{{Verdict: low}, {Verdict: high}}); got != want {
				t.Errorf("%s and %s: %s, want %s", low, high, got, want)
			}
		}
	}
	if got := check.Overall(nil); got == check.Pass {
		t.Error("nothing was checked, and that passes")
	}
}
