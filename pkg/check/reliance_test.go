package check_test

import (
	"strings"
	"testing"

	"github.com/kubectl-mastery/kubectl-mastery/pkg/challenge"
	"github.com/kubectl-mastery/kubectl-mastery/pkg/check"
)

// TestReliance holds checks to what they name outside of expressions: the
// workload that they ask as, and the one that they ask.
func TestReliance(t *testing.T) {
	like := challenge.Check{Name: "c", Connect: &challenge.Connect{To: "host/x:1", From: challenge.Identity{Like: "shop"}}}
	pods := challenge.Check{Name: "c", Connect: &challenge.Connect{To: "pods/shop:1"}}
	service := challenge.Check{Name: "c", Connect: &challenge.Connect{To: "service/shop:1"}}
	page := challenge.Check{Name: "c", HTTP: &challenge.HTTP{To: "service/shop:1", From: &challenge.Identity{}, Expect: expr("response.status == 200")}}
	harm := challenge.Check{Name: "c", Survives: &challenge.Survives{Of: "shop"}}
	lookup := challenge.Check{Name: "c", DNS: &challenge.DNS{Name: "x", Expect: expr("response.code == 'NOERROR'")}}
	missing := check.Observed{What: "deployment/shop", Single: true}
	unread := check.Observed{What: "deployment/shop", Single: true, Unread: "you may not"}
	starting := there(t)
	starting.Items[0]["status"] = map[string]any{"observedGeneration": int64(0)}
	starting.Items[0]["metadata"].(map[string]any)["generation"] = int64(1)
	good := check.Answer{Alike: 3, Value: map[string]any{"reached": true, "status": int64(200), "whole": true, "code": "NOERROR"}}
	bad := check.Answer{Alike: 3, Value: map[string]any{"reached": false, "error": "no answer", "code": "SERVFAIL"}}
	tests := []struct {
		name   string
		of     challenge.Check
		shop   check.Observed
		answer check.Answer
		want   check.Verdict
		says   string
	}{
		{"asks as a workload that is not there", like, missing, good, check.Fail, "deployment/shop is not there"},
		{"asks as a workload that may not be read", like, unread, good, check.Unknown, "you may not"},
		{"asks pods of a workload that is not there", pods, missing, good, check.Fail, "deployment/shop is not there"},
		{"asks pods of a workload that may not be read", pods, unread, good, check.Unknown, "you may not"},
		{"asks a Service of that name", service, missing, good, check.Pass, ""},
		{"harms what is not there", harm, missing, good, check.Fail, "deployment/shop is not there"},
		{"does not get through while a rollout goes on", service, starting, bad, check.Settling, "was just changed"},
		{"gets no page while a rollout goes on", page, starting, bad, check.Settling, "was just changed"},
		{"finds no name while a rollout goes on", lookup, starting, bad, check.Fail, ""},
	}
	for _, test := range tests {
		t.Run(test.name, func(t *testing.T) {
			j := judge(t, with(map[string]challenge.Watch{"shop": {Backs: "service/shop"}}, test.of))
			at := moment(t, "2026-11-24T12:30:00Z")
			got := j.Results(check.Evidence{At: at, Objects: map[string]check.Observed{"shop": test.shop}, Answers: map[string]check.Answer{"c": test.answer}}, nil)[0]
			if got.Verdict != test.want || !strings.Contains(got.Observed+got.Reason, test.says) {
				t.Errorf("%+v, want %s %q", got, test.want, test.says)
			}
		})
	}
}

// TestProofOfRunning: what was reached proves nothing about configuration that
// it has not seen.
func TestProofOfRunning(t *testing.T) {
	for _, one := range []challenge.Check{
		{Name: "c", Connect: &challenge.Connect{To: "service/shop:1"}},
		{Name: "c", Survives: &challenge.Survives{Of: "shop"}},
		{Name: "c", HTTP: &challenge.HTTP{To: "service/shop:1", Expect: expr("response.status == 200")}},
	} {
		ev := fed(t, "{containers: [{name: web, envFrom: [{configMapRef: {name: settings}}]}]}", "main", afterStart, beforeStart)
		ev.Answers = map[string]check.Answer{"c": {Alike: 3, Value: map[string]any{"reached": true, "status": int64(200), "whole": true}}}
		if got := judge(t, with(fedWatch(), one)).Results(ev, nil)[0]; got.Verdict != check.Fail || !strings.Contains(got.Reason, "configmap/settings was changed") {
			t.Errorf("%+v", got)
		}
	}
}

// TestSpreads: a name that was not found may be on its way.
func TestSpreads(t *testing.T) {
	at := moment(t, "2026-11-24T12:00:00Z")
	lookup := challenge.Check{Name: "c", DNS: &challenge.DNS{Name: "x", Expect: expr("response.code == 'NOERROR'")}}
	j := judge(t, with(map[string]challenge.Watch{"services": {APIVersion: "v1", Kind: "Service", All: true}}, lookup))
	ev := check.Evidence{At: at, Objects: map[string]check.Observed{"services": {Changed: at}}, Answers: map[string]check.Answer{"c": {Alike: 3, Value: map[string]any{"code": "NXDOMAIN"}}}}
	if got := j.Results(ev, nil)[0]; got.Verdict != check.Settling || got.Reason != "the network may still be taking in the latest change" {
		t.Errorf("%+v", got)
	}
}

func TestQuestionsCompile(t *testing.T) {
	c := with(nil, challenge.Check{Name: "c", Question: "who"})
	for source, want := range map[string]string{"'web'": "", "3": "", "['a', 'b']": "", "nobody.name": `question "who": line 1, column 1`} {
		c.Spec.Questions = []challenge.Question{{Name: "who", Answer: expr(source)}}
		_, err := check.NewJudge(c)
		if (err == nil) != (want == "") || err != nil && !strings.Contains(err.Error(), want) {
			t.Errorf("%s: %v, want %q", source, err, want)
		}
	}
}
