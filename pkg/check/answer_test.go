package check_test

import (
	"fmt"
	"strings"
	"testing"
	"time"

	"github.com/kubectl-mastery/kubectl-mastery/pkg/challenge"
	"github.com/kubectl-mastery/kubectl-mastery/pkg/check"
)

// tried is what a probe came back with, a number of times in a row.
func tried(reached bool, alike int) check.Answer {
	a := check.Answer{Value: map[string]any{"reached": reached}, Alike: alike}
	if !reached {
		a.Value["error"] = "no answer within 1 s"
	}
	return a
}

// nameless is an answer of DNS that there is no such name.
func nameless() check.Answer {
	a := tried(false, 9)
	a.Value[check.Unresolved] = true
	return a
}

func TestComplete(t *testing.T) {
	for _, test := range []struct {
		name   string
		answer check.Answer
		want   bool
	}{
		{"an answer to a request", check.Answer{Value: map[string]any{"status": int64(200)}}, true},
		{"steady", tried(true, 3), true},
		{"not yet steady", tried(false, 2), false},
		{"starting", check.Answer{Pending: "a probe is starting"}, false},
		{"it will not come", check.Answer{Unasked: "the quota is full"}, true},
	} {
		t.Run(test.name, func(t *testing.T) {
			ev := check.Evidence{Answers: map[string]check.Answer{"one": tried(true, 9), "other": test.answer}}
			if got := ev.Complete(); got != test.want {
				t.Errorf("%t, want %t", got, test.want)
			}
		})
	}
	if !(check.Evidence{}).Complete() {
		t.Error("nothing is asked for, and something is missing")
	}
}

func TestConnections(t *testing.T) {
	front := challenge.Check{Name: "front", Connect: &challenge.Connect{To: "service/db:5432"}}
	others := challenge.Check{Name: "others", Connect: &challenge.Connect{To: "service/db:5432", Refused: true}}
	guard := others
	guard.Safeguard = true
	web := challenge.Check{Name: "web", HTTP: &challenge.HTTP{To: "service/db:5432", From: &challenge.Identity{}, Refused: true}}
	page := challenge.Check{Name: "page", HTTP: &challenge.HTTP{To: "service/db:5432", From: &challenge.Identity{}, Expect: expr("response.status == 200")}}
	often := func(a check.Answer) check.Answer { a.Alike = 3; return a }
	// What was known before says nothing while nothing is known.
	pending, unasked := tried(true, 3), tried(true, 3)
	pending.Pending, unasked.Unasked = "a probe is starting", "the quota is full"
	before := func(a check.Answer, statuses ...int64) check.Answer {
		for _, status := range statuses {
			a.Before = append(a.Before, response(status, "before", "").Value)
		}
		return a
	}
	once := func(a check.Answer) check.Answer { a.Alike = 1; return a }
	each := func(all ...check.Answer) check.Answer {
		return check.Answer{Value: all[0].Value, Alike: 3, Each: all}
	}
	tests := []struct {
		name     string
		of       challenge.Check
		front    check.Answer // to the control
		got      check.Answer
		network  string
		since    time.Duration // since the last change
		want     check.Verdict
		observed string
		reason   string
	}{
		{name: "reached", of: front, got: tried(true, 3), want: check.Pass, observed: "connected"},
		{name: "reached twice", of: front, got: tried(true, 2), want: check.Settling, observed: "connected", reason: "once it has come 3 times in a row; so far 2"},
		{name: "not reached", of: front, got: tried(false, 3), want: check.Fail, observed: "no answer within 1 s"},
		{name: "not reached twice", of: front, got: tried(false, 2), want: check.Settling, observed: "no answer within 1 s", reason: "once it has come 3 times in a row; so far 2"},
		{name: "nothing to reach", of: front, got: tried(false, 0), want: check.Fail, observed: "no answer within 1 s"},
		{name: "not reached just after a change", of: front, got: tried(false, 9), since: 10 * time.Second, want: check.Settling, reason: "the network may still be taking in the latest change"},
		{name: "no such name after a change", of: front, got: nameless(), since: 35 * time.Second, want: check.Settling, reason: "a name was not there"},
		{name: "no such name well after a change", of: front, got: nameless(), since: 36 * time.Second, want: check.Fail},
		{name: "not reached well after a change", of: front, got: tried(false, 9), since: 11 * time.Second, want: check.Fail},
		{name: "probe is starting", of: front, got: pending, want: check.Settling, reason: "a probe is starting"},
		{name: "probe cannot start", of: front, got: unasked, want: check.Unknown, reason: "the quota is full"},
		{name: "answers", of: page, got: often(response(200, "ok", "")), want: check.Pass, observed: "status 200: ok"},
		{name: "answers once", of: page, got: once(response(200, "ok", "")), want: check.Settling, observed: "status 200: ok", reason: "once it has come 3 times in a row; so far 1"},
		{name: "there is nothing to ask", of: page, got: response(0, "", "service/shop is not there"), want: check.Fail, observed: "service/shop is not there"},
		{name: "answers nothing once", of: page, got: once(response(0, "", "no answer")), want: check.Settling, observed: "no answer", reason: "once it has come 3 times in a row; so far 1"},
		{name: "answers nothing", of: page, got: often(response(0, "", "no answer")), want: check.Fail, observed: "no answer"},
		{name: "answers nothing, and nothing before", of: page, got: once(before(response(0, "", "no answer"), 0, 0)), want: check.Fail, observed: "no answer"},
		{name: "answers nothing, and well before", of: page, got: once(before(response(0, "", "no answer"), 200, 0)), want: check.Settling, observed: "no answer", reason: "once it has come 3 times in a row; so far 1"},
		{name: "answers with an error", of: page, got: response(500, "oops", ""), want: check.Fail, observed: "status 500: oops"},
		{name: "answers, and before that with an error", of: page, got: often(before(response(200, "ok", ""), 500, 200)), want: check.Settling, observed: "status 200: ok", reason: "once it has come 3 times in a row; so far 1"},
		{name: "answers, and two times before with an error", of: page, got: often(before(response(200, "ok", ""), 200, 500)), want: check.Settling, reason: "once it has come 3 times in a row; so far 2"},
		{name: "answers, and long before with an error", of: page, got: often(before(response(200, "ok", ""), 200, 200, 500)), want: check.Pass},
		{name: "answers with an error, and well before", of: page, got: often(before(response(500, "oops", ""), 200, 200)), want: check.Fail},
		{name: "all targets answer", of: page, got: each(often(response(200, "ok", "")), often(response(200, "yes", ""))), want: check.Pass, observed: "status 200: ok"},
		{name: "the last target answers with an error", of: page, got: each(often(response(200, "ok", "")), often(response(200, "ok", "")), often(response(500, "oops", ""))), want: check.Fail, observed: "status 500: oops"},
		{name: "the first target answers with an error", of: page, got: each(often(response(500, "oops", "")), often(response(200, "ok", ""))), want: check.Fail, observed: "status 500: oops"},
		{name: "one target has answered once", of: page, got: each(often(response(200, "ok", "")), once(response(200, "new", ""))), want: check.Settling, observed: "status 200: new"},

		{name: "refused", of: others, front: tried(true, 1), got: tried(false, 3), want: check.Pass, observed: "no connection: no answer within 1 s"},
		{name: "refused twice", of: others, front: tried(true, 1), got: tried(false, 2), want: check.Settling, reason: "once it has come 3 times in a row; so far 2"},
		{name: "refused, and so is the control", of: others, front: tried(false, 9), got: tried(false, 9), want: check.Unknown, reason: `a refusal proves nothing: first "front" must hold`},
		{name: "refused, and the control is starting", of: others, front: pending, got: tried(false, 9), want: check.Settling, reason: "a probe is starting"},
		{name: "refused, and the control cannot start", of: others, front: unasked, got: tried(false, 9), want: check.Unknown, reason: "a refusal proves nothing"},
		{name: "gets through", of: others, front: tried(true, 3), got: tried(true, 3), want: check.Fail, observed: "the connection came about, and should not"},
		{name: "gets through twice", of: others, front: tried(true, 3), got: tried(true, 2), want: check.Settling, reason: "once it has come 3 times in a row; so far 2"},
		{name: "gets through, and nobody else", of: others, front: tried(false, 3), got: tried(true, 3), want: check.Fail},
		{name: "gets through just after a change", of: others, front: tried(true, 3), got: tried(true, 3), since: time.Second, want: check.Settling, reason: "still be taking in the latest change"},
		{name: "a guard gets through just after a change", of: guard, front: tried(true, 3), got: tried(true, 3), since: time.Second, want: check.Settling, reason: "still be taking in the latest change"},
		{name: "a guard gets through", of: guard, front: tried(true, 3), got: tried(true, 3), want: check.Fail},
		{name: "gets through where nothing is enforced", of: others, front: tried(true, 3), got: tried(true, 1), network: check.EnforcesNot, want: check.Unknown, reason: "does not enforce NetworkPolicies"},
		{name: "gets through where all is enforced", of: others, front: tried(true, 3), got: tried(true, 3), network: check.Enforces, want: check.Fail},
		{name: "refused where nothing is enforced", of: others, front: tried(true, 3), got: tried(false, 3), network: check.EnforcesNot, want: check.Pass},
		{name: "no page", of: web, front: tried(true, 1), got: often(response(0, "", "no answer")), want: check.Pass, observed: "no connection: no answer"},
		{name: "a page that says no", of: web, front: tried(true, 1), got: often(response(403, "", "")), want: check.Fail},
	}
	for _, test := range tests {
		t.Run(test.name, func(t *testing.T) {
			checks := []challenge.Check{test.of}
			answers := map[string]check.Answer{test.of.Name: test.got}
			if test.of.Name != "front" {
				checks = append(checks, front)
				answers["front"] = test.front
			}
			at := moment(t, "2026-11-24T12:00:00Z")
			since := test.since
			if since == 0 {
				since = time.Hour
			}
			policies := check.Observed{What: "networkpolicys", Changed: at.Add(-since)}
			j := judge(t, with(map[string]challenge.Watch{"policies": {APIVersion: "networking.k8s.io/v1", Kind: "NetworkPolicy", All: true}}, checks...))
			got := j.Results(check.Evidence{At: at, Objects: map[string]check.Observed{"policies": policies}, Answers: answers, Network: test.network}, nil)[0]
			if got.Verdict != test.want || !strings.Contains(got.Observed, test.observed) || !strings.Contains(got.Reason, test.reason) {
				t.Errorf("got %s, observed %q, reason %q; want %s, %q, %q", got.Verdict, got.Observed, got.Reason, test.want, test.observed, test.reason)
			}
		})
	}
}

func TestAdmits(t *testing.T) {
	good := challenge.Check{Name: "good", Admits: &challenge.Admits{Object: "good.yaml"}}
	bad := challenge.Check{Name: "bad", Admits: &challenge.Admits{Object: "bad.yaml", Refused: true, Control: "good"}}
	why := challenge.Check{Name: "why", Admits: &challenge.Admits{Object: "bad.yaml", Refused: true, Control: "good", Expect: expr("response.message.contains('quota')")}}
	limits := challenge.Check{Name: "limits", Admits: &challenge.Admits{Object: "good.yaml", Expect: expr("response.object.spec.limit == 3")}}
	accepted := check.Answer{Value: map[string]any{"accepted": true, "message": "", "object": map[string]any{"spec": map[string]any{"limit": int64(3)}}}}
	other := check.Answer{Value: map[string]any{"accepted": true, "message": "", "object": map[string]any{"spec": map[string]any{"limit": int64(4)}}}}
	bare := check.Answer{Value: map[string]any{"accepted": true, "message": "", "object": map[string]any{}}}
	refused := check.Answer{Value: map[string]any{"accepted": false, "message": "exceeded quota", "object": nil}}
	privileged := check.Answer{Value: map[string]any{"accepted": false, "message": "violates PodSecurity", "object": nil}}
	tests := []struct {
		name     string
		of       challenge.Check
		control  check.Answer
		got      check.Answer
		want     check.Verdict
		observed string
		reason   string
	}{
		{"accepted", good, accepted, accepted, check.Pass, "", ""},
		{"refused, wrongly", good, refused, refused, check.Fail, "it is refused: exceeded quota", ""},
		{"accepted as it should be", limits, accepted, accepted, check.Pass, "", ""},
		{"accepted otherwise", limits, accepted, other, check.Fail, "", ""},
		{"accepted without the field", limits, accepted, bare, check.Fail, "spec is not set", ""},
		{"refused, rightly", bad, accepted, refused, check.Pass, "", ""},
		{"accepted, wrongly", bad, accepted, accepted, check.Fail, "it is accepted, and should be refused", ""},
		{"not in force yet", good, accepted, check.Answer{Pending: "a quota is not in force yet"}, check.Settling, "", "a quota is not in force yet"},
		{"all is refused", bad, refused, refused, check.Unknown, "refused: exceeded quota", `while "good" does not hold`},
		{"the control could not be asked", bad, check.Answer{Unasked: "you may not"}, refused, check.Unknown, "refused: exceeded quota", "does not hold"},
		{"refused for its reason", why, accepted, refused, check.Pass, "", ""},
		{"refused for another reason", why, accepted, privileged, check.Fail, "it is refused, but: violates PodSecurity", ""},
		{"could not be asked", good, accepted, check.Answer{Unasked: "you may not create pods"}, check.Unknown, "", "you may not create pods"},
	}
	for _, test := range tests {
		t.Run(test.name, func(t *testing.T) {
			checks, answers := []challenge.Check{test.of}, map[string]check.Answer{"good": test.control}
			if test.of.Name != "good" {
				checks = append(checks, good)
			}
			answers[test.of.Name] = test.got
			got := judge(t, with(nil, checks...)).Results(check.Evidence{At: moment(t, "2026-11-24T12:00:00Z"), Answers: answers}, nil)[0]
			if got.Verdict != test.want || got.Observed != test.observed || !strings.Contains(got.Reason, test.reason) {
				t.Errorf("got %s, observed %q, reason %q; want %s, %q, %q", got.Verdict, got.Observed, got.Reason, test.want, test.observed, test.reason)
			}
		})
	}
}

// TestAdmitsAfterAChange has rules that an API server may not know of yet.
func TestAdmitsAfterAChange(t *testing.T) {
	refused := check.Answer{Value: map[string]any{"accepted": false, "message": "exceeded quota", "object": nil}}
	for since, want := range map[time.Duration]check.Verdict{time.Second: check.Settling, 5 * time.Second: check.Settling, 6 * time.Second: check.Fail} {
		for _, safeguard := range []bool{false, true} {
			j := judge(t, with(map[string]challenge.Watch{"quotas": {APIVersion: "v1", Kind: "ResourceQuota", All: true}},
				challenge.Check{Name: "good", Safeguard: safeguard, Admits: &challenge.Admits{Object: "good.yaml"}}))
			at := moment(t, "2026-11-24T12:00:00Z")
			got := j.Results(check.Evidence{
				At: at, Answers: map[string]check.Answer{"good": refused},
				Objects: map[string]check.Observed{"quotas": {Changed: at.Add(-since)}},
			}, nil)[0]
			if got.Verdict != want {
				t.Errorf("%s after a change, a safeguard %t: %+v", since, safeguard, got)
			}
		}
	}
}

// TestAdmitsWhilePodsGo has a quota that still counts pods which are on their
// way out.
func TestAdmitsWhilePodsGo(t *testing.T) {
	refused := check.Answer{Value: map[string]any{"accepted": false, "message": "exceeded quota", "object": nil}}
	at := moment(t, "2026-11-24T12:00:00Z")
	for _, test := range []struct {
		name, pod, reason string
		want              check.Verdict
	}{
		{"ending", `{metadata: {name: p, deletionTimestamp: "2026-11-24T11:59:50Z"}}`, "pod p is still ending", check.Settling},
		{"serving still", `{metadata: {name: p}}`, "pods from before the change are still there: 1", check.Settling},
		{"that should have ended long ago", `{metadata: {name: p, deletionTimestamp: "2026-11-24T11:59:00Z"}}`, "", check.Fail},
	} {
		t.Run(test.name, func(t *testing.T) {
			j := judge(t, with(map[string]challenge.Watch{"shop": {Backs: "service/shop"}}, challenge.Check{Name: "good", Admits: &challenge.Admits{Object: "good.yaml"}}))
			shop := check.Observed{What: "deployment/shop", Single: true, Items: []map[string]any{object(t, `{kind: Deployment, spec: {replicas: 0}}`)}, Superseded: []map[string]any{object(t, test.pod)}}
			got := j.Results(check.Evidence{At: at, Answers: map[string]check.Answer{"good": refused}, Objects: map[string]check.Observed{"shop": shop}}, nil)[0]
			if got.Verdict != test.want || got.Reason != test.reason {
				t.Errorf("%+v, want %s, %q", got, test.want, test.reason)
			}
		})
	}
}

func TestReadings(t *testing.T) {
	logs := challenge.Check{Name: "c", Logs: &challenge.Logs{Of: "shop", Expect: expr("logs.exists(l, l.container == 'web' && l.text.contains('ready'))")}}
	usage := challenge.Check{Name: "c", Metric: &challenge.Metric{Of: "shop", Expect: expr("usage.all(u, u.memory < 100 && u.cpu < 0.5)")}}
	lookup := challenge.Check{Name: "c", DNS: &challenge.DNS{Name: "shop", Expect: expr("response.code == 'NOERROR' && '10.0.0.1' in response.records")}}
	item := func(fields map[string]any) check.Answer { return check.Answer{Items: []any{fields}} }
	tests := []struct {
		name     string
		of       challenge.Check
		got      check.Answer
		want     check.Verdict
		observed string
	}{
		{"a log that says so", logs, item(map[string]any{"container": "web", "text": "now ready"}), check.Pass, ""},
		{"another container's log", logs, item(map[string]any{"container": "db", "text": "now ready"}), check.Fail, ""},
		{"no log", logs, check.Answer{}, check.Fail, ""},
		{"little used", usage, item(map[string]any{"memory": int64(99), "cpu": 0.4}), check.Pass, ""},
		{"much used", usage, item(map[string]any{"memory": int64(100), "cpu": 0.4}), check.Fail, ""},
		{"a name", lookup, check.Answer{Alike: 3, Value: map[string]any{"code": "NOERROR", "records": []any{"10.0.0.1"}}}, check.Pass, "NOERROR: [10.0.0.1]"},
		{"a name, once", lookup, check.Answer{Alike: 1, Value: map[string]any{"code": "NOERROR", "records": []any{"10.0.0.1"}}}, check.Settling, "NOERROR: [10.0.0.1]"},
		{"another name", lookup, check.Answer{Alike: 3, Value: map[string]any{"code": "NOERROR", "records": []any{"10.0.0.2"}}}, check.Fail, "NOERROR: [10.0.0.2]"},
		{"no DNS", lookup, check.Answer{Alike: 3, Value: map[string]any{"error": "no answer"}}, check.Fail, "no answer"},
	}
	for _, test := range tests {
		t.Run(test.name, func(t *testing.T) {
			j := judge(t, with(map[string]challenge.Watch{"shop": {Backs: "service/shop"}}, test.of))
			ev := check.Evidence{At: moment(t, "2026-11-24T12:00:00Z"), Objects: map[string]check.Observed{"shop": there(t)}, Answers: map[string]check.Answer{"c": test.got}}
			got := j.Results(ev, nil)[0]
			if got.Verdict != test.want || got.Observed != test.observed {
				t.Errorf("got %+v; want %s, %q", got, test.want, test.observed)
			}
			ev.Objects["shop"] = check.Observed{What: "a workload behind service/shop", Single: true}
			if got := j.Results(ev, nil)[0]; test.of.DNS == nil && (got.Verdict != check.Fail || got.Observed != "a workload behind service/shop is not there") {
				t.Errorf("without a workload: %+v", got)
			}
			ev.Objects["shop"] = check.Observed{What: "a workload behind service/shop", Single: true, Unread: "you may not"}
			if got := j.Results(ev, nil)[0]; test.of.DNS == nil && (got.Verdict != check.Unknown || got.Reason != "you may not") {
				t.Errorf("with a workload that may not be read: %+v", got)
			}
		})
	}
}

func TestSurvives(t *testing.T) {
	outcome := func(whole bool, requests, failed int64) check.Answer {
		return check.Answer{Value: map[string]any{"harm": "pod a was deleted", "whole": whole, "took": int64(4), "requests": requests, "failed": failed, "error": "1 of 2 pods are ready"}}
	}
	of := func(serves string, failures int) challenge.Check {
		return challenge.Check{Name: "c", Survives: &challenge.Survives{Of: "shop", Serves: serves, Failures: failures, Within: challenge.Duration(30 * time.Second)}}
	}
	lingering := of("answers", 0)
	lingering.Survives.Lingers = &challenge.Lingers{Serves: "each", For: challenge.Duration(3 * time.Second)}
	leaving := func(a check.Answer, requests, failed int64) check.Answer {
		a.Value["left"] = map[string]any{"requests": requests, "failed": failed, "error": "refused"}
		return a
	}
	tests := []struct {
		name     string
		of       challenge.Check
		got      *check.Answer
		want     check.Verdict
		observed string
	}{
		{"not tried", of("", 0), nil, check.Later, ""},
		{"survived", of("", 0), new(outcome(true, 0, 0)), check.Pass, "pod a was deleted; whole again after 4 s, 0 of 0 requests failed"},
		{"did not", of("", 0), new(outcome(false, 0, 0)), check.Fail, "pod a was deleted, and it was not whole again within 30s: 1 of 2 pods are ready"},
		{"served", of("answers", 0), new(outcome(true, 10, 0)), check.Pass, "pod a was deleted; whole again after 4 s, 0 of 10 requests failed"},
		{"served with as many failures as may be", of("answers", 2), new(outcome(true, 10, 2)), check.Pass, "pod a was deleted; whole again after 4 s, 2 of 10 requests failed"},
		{"served with more", of("answers", 2), new(outcome(true, 10, 3)), check.Fail, "pod a was deleted, and 3 of 10 requests failed meanwhile: 1 of 2 pods are ready"},
		{"nobody asked", of("answers", 0), new(outcome(true, 0, 0)), check.Unknown, ""},
		{"lingered", lingering, new(leaving(outcome(true, 10, 0), 9, 0)), check.Pass, "pod a was deleted; whole again after 4 s, 0 of 10 requests failed"},
		{"left at once", lingering, new(leaving(outcome(true, 10, 0), 9, 4)), check.Fail, "pod a was deleted, and within 3s 4 of 9 requests to it failed: refused"},
		{"nobody asked it when it left", lingering, new(leaving(outcome(true, 10, 0), 0, 0)), check.Unknown, ""},
		{"spoilt", of("", 0), &check.Answer{Value: map[string]any{"harm": "pod a was asked for /rest", "spoilt": "a container of pod a was started again, and should not be"}}, check.Fail,
			"pod a was asked for /rest, and a container of pod a was started again, and should not be"},
	}
	for _, test := range tests {
		t.Run(test.name, func(t *testing.T) {
			j := judge(t, with(map[string]challenge.Watch{"shop": {Backs: "service/shop"}}, test.of))
			ev := check.Evidence{Objects: map[string]check.Observed{"shop": there(t)}}
			if test.got != nil {
				ev.Answers = map[string]check.Answer{"c": *test.got}
			}
			if got := j.Results(ev, nil)[0]; got.Verdict != test.want || got.Observed != test.observed || (got.Verdict != check.Pass && got.Verdict != check.Fail) != (got.Reason != "") {
				t.Errorf("got %+v; want %s, %q", got, test.want, test.observed)
			}
		})
	}
}

func TestStages(t *testing.T) {
	c := with(nil,
		challenge.Check{Name: "always", Expr: expr("response == null")},
		challenge.Check{Name: "first", Stage: "one", Expr: expr("now > timestamp('2026-01-01T00:00:00Z')")},
		challenge.Check{Name: "second", Stage: "two", Weight: 2, Expr: expr("now > timestamp('2026-02-01T00:00:00Z')")},
		challenge.Check{Name: "third", Stage: "three", Expr: expr("now > timestamp('2026-01-01T00:00:00Z')")},
	)
	c.Spec.Stages = []challenge.Stage{{Name: "one"}, {Name: "two"}, {Name: "three"}}
	j := judge(t, c)
	for at, want := range map[string]string{
		"2025-01-01T00:00:00Z": "pass fail later later",
		"2026-01-15T00:00:00Z": "pass pass fail later",
		"2026-03-01T00:00:00Z": "pass pass pass pass",
	} {
		results := j.Results(check.Evidence{At: moment(t, at)}, nil)
		var got []string
		for _, r := range results {
			got = append(got, string(r.Verdict))
			open := map[string]string{"2025-01-01T00:00:00Z": "one", "2026-01-15T00:00:00Z": "two"}[at]
			if r.Verdict == check.Later && r.Reason != fmt.Sprintf("it opens when stage %q is done", open) {
				t.Errorf("%+v", r)
			}
		}
		if strings.Join(got, " ") != want {
			t.Errorf("at %s: %s, want %s", at, strings.Join(got, " "), want)
		}
		earned, total := check.Score(results)
		if wanted := map[string]int{"2025-01-01T00:00:00Z": 1, "2026-01-15T00:00:00Z": 2, "2026-03-01T00:00:00Z": 5}[at]; earned != wanted || total != 5 {
			t.Errorf("at %s: %d of %d", at, earned, total)
		}
	}
}

func TestHolds(t *testing.T) {
	j := judge(t, with(nil,
		challenge.Check{Name: "page", HTTP: &challenge.HTTP{Expect: expr("response.status == 200")}},
		challenge.Check{Name: "port", Connect: &challenge.Connect{To: "service/db:1"}},
		challenge.Check{Name: "no page", HTTP: &challenge.HTTP{Refused: true}},
	))
	tests := []struct {
		check  string
		answer check.Answer
		want   bool
	}{
		{"page", response(200, "", ""), true},
		{"page", response(500, "", ""), false},
		{"page", check.Answer{}, false},
		{"page", check.Answer{Unasked: "no", Value: map[string]any{"status": int64(200)}}, false},
		{"page", check.Answer{Pending: "no", Value: map[string]any{"status": int64(200)}}, false},
		{"port", tried(true, 1), true},
		{"port", tried(false, 1), false},
		{"nobody", response(200, "", ""), false},
		{"no page", response(200, "", ""), false},
	}
	for _, test := range tests {
		if got := j.Holds(test.check, test.answer, check.Evidence{}, nil); got != test.want {
			t.Errorf("%s %+v: %v", test.check, test.answer, got)
		}
	}
}

func TestWhole(t *testing.T) {
	pod := func(uid, ready string) map[string]any {
		return object(t, "{kind: Pod, metadata: {name: p"+uid+", uid: '"+uid+"'}, status: {conditions: [{type: Ready, status: '"+ready+"'}]}}")
	}
	ending := object(t, "{kind: Pod, metadata: {name: pb, uid: b, deletionTimestamp: '2026-11-24T12:00:00Z'}, status: {conditions: [{type: Ready, status: 'True'}]}}")
	shop := object(t, "{kind: Deployment, metadata: {name: shop}, spec: {replicas: 2}}")
	tests := []struct {
		name    string
		o       check.Observed
		want    bool
		missing string
	}{
		{"as many as wanted", check.Observed{Items: []map[string]any{shop}, Pods: []map[string]any{pod("a", "True"), pod("c", "True")}}, true, ""},
		{"one too few", check.Observed{Items: []map[string]any{shop}, Pods: []map[string]any{pod("a", "True")}}, false, "1 of 2 pods are ready"},
		{"one not ready", check.Observed{Items: []map[string]any{shop}, Pods: []map[string]any{pod("a", "True"), pod("c", "False")}}, false, "1 of 2 pods are ready"},
		{"the harmed is still there", check.Observed{Items: []map[string]any{shop}, Pods: []map[string]any{pod("a", "True"), pod("x", "True")}}, false, "pod px is still ending"},
		{"the harmed is ending", check.Observed{Items: []map[string]any{shop}, Pods: []map[string]any{pod("a", "True"), pod("c", "True")}, Superseded: []map[string]any{pod("x", "True")}}, false, "pod px is still ending"},
		{"another is ending", check.Observed{Items: []map[string]any{shop}, Pods: []map[string]any{pod("a", "True"), ending}}, false, "1 of 2 pods are ready"},
		{"an old one", check.Observed{Items: []map[string]any{shop}, Pods: []map[string]any{pod("a", "True"), pod("c", "True")}, Superseded: []map[string]any{pod("y", "True")}}, true, ""},
		{"gone", check.Observed{What: "pod/shop", Single: true}, false, "pod/shop is not there"},
		{"unclear", check.Observed{Unclear: "two of them"}, false, "two of them"},
		{"unread", check.Observed{Unread: "you may not"}, false, "you may not"},
	}
	for _, test := range tests {
		t.Run(test.name, func(t *testing.T) {
			if got, missing := check.Whole(test.o, map[string]bool{"x": true}); got != test.want || missing != test.missing {
				t.Errorf("%v %q, want %v %q", got, missing, test.want, test.missing)
			}
		})
	}
}

func TestTried(t *testing.T) {
	times := func(n int) check.Answer {
		a := tried(true, n)
		for range n - 1 {
			a.Before = append(a.Before, a.Value)
		}
		return a
	}
	changing := times(3)
	changing.Alike = 1
	tests := []struct {
		name string
		of   check.Answer
		want bool
	}{
		{"asked once by us", response(200, "ok", ""), true},
		{"not asked", check.Answer{Unasked: "the quota is full"}, true},
		{"under way", check.Answer{Pending: "a probe is starting"}, false},
		{"once", times(1), false},
		{"twice", times(2), false},
		{"three times", times(3), true},
		{"three times, each time another", changing, true},
		{"each of two often enough", check.Answer{Alike: 3, Each: []check.Answer{times(3), times(4)}}, true},
		{"each of two often enough, one each time another", check.Answer{Alike: 1, Each: []check.Answer{times(3), changing}}, true},
		{"one of two", check.Answer{Alike: 1, Each: []check.Answer{times(3), times(1)}}, false},
	}
	for _, test := range tests {
		if got := test.of.Tried(); got != test.want {
			t.Errorf("%s: %t", test.name, got)
		}
	}
}
