package check_test

import (
	"strings"
	"testing"
	"time"

	"github.com/kubectl-mastery/kubectl-mastery/pkg/challenge"
	"github.com/kubectl-mastery/kubectl-mastery/pkg/check"
)

// asking is a challenge with one question.
func asking(answer string) *challenge.Challenge {
	c := with(map[string]challenge.Watch{
		"shop": {APIVersion: "apps/v1", Kind: "Deployment", Name: "shop"},
		"pods": {APIVersion: "v1", Kind: "Pod", All: true},
	}, challenge.Check{Name: "It is found", Question: "it"})
	c.Metadata.Name = "l1-a-b"
	c.Spec.Questions = []challenge.Question{{Name: "it", Asks: "What is it?", Answer: expr(answer)}}
	return c
}

// answered judges an answer to a question.
func answered(t testing.TB, answer, given string) check.Result {
	t.Helper()
	return judge(t, asking(answer)).Results(check.Evidence{Given: map[string]string{"it": given}}, nil)[0]
}

// TestAnswers compares what was typed with what is right, in all the ways in
// which people write the same thing. Each line holds right ones before the bar
// and wrong ones after it.
func TestAnswers(t *testing.T) {
	tests := []struct{ name, answer, right, wrong string }{
		{"a name", `'ledger-0'`, `ledger-0~Ledger-0~"ledger-0"~'ledger-0'~` + "`ledger-0`" + `~ ledger-0 ~pod/ledger-0~pods/ledger-0~po/ledger-0~POD/ledger-0~pod ledger-0~"pod/ledger-0"`,
			`ledger-1~ledger~ledger-0x~xledger-0~ledger-0 ledger-1~other/ledger-0~pod/~/ledger-0~pod/pod/ledger-0~ledger-0/pod~""~'~none~-~0s~ledger-0/tcp`},
		{"a name with dots", `'shop-settings.yaml'`, `shop-settings.yaml~SHOP-SETTINGS.YAML`, `shop-settings~shop-settings-yaml`},
		{"a kind and a name", `'replicaset/web-7d9'`, `replicaset/web-7d9~ReplicaSet/web-7d9~rs/web-7d9~replicasets/web-7d9~replicaset.apps/web-7d9~replicasets.v1.apps/web-7d9~web-7d9~rs web-7d9`,
			`deployment/web-7d9~replicaset/web~web~replicaset~rs/~deploy web-7d9`},
		{"kinds with odd plurals", `'networkpolicy/deny'`, `netpol/deny~networkpolicies/deny~networkpolicies.networking.k8s.io/deny`, `ingress/deny~policy/deny`},
		{"a word that is a kind", `'pod'`, `pod~Pod~service/pod`, `po/~/pod~pods/`},
		{"a container", `'fetch'`, `fetch~container fetch~init container fetch~Init Container fetch~initcontainer fetch~container/fetch`, `init fetch~init container~init container fetch 2~init pod fetch~container init fetch~pod container fetch`},
		{"a key", `'SHOP_CURRENCY'`, `SHOP_CURRENCY~shop_currency~"SHOP_CURRENCY"`, `SHOP-CURRENCY~CURRENCY`},
		{"a key with a path", `'app.kubernetes.io/name'`, `app.kubernetes.io/name`, `name~kubernetes.io/name~app/name`},
		{"an address of the web", `'https://pay.example.com/v2'`, `https://pay.example.com/v2~"https://pay.example.com/v2"~HTTPS://pay.example.com/v2`, `https://pay.example.com~http://pay.example.com/v2~pay.example.com/v2`},
		{"an address", `'10.96.0.10'`, `10.96.0.10`, `10.96.0.1~10.96.0.100~10.96.0~10.96.0.010`},
		{"an image", `'registry.k8s.io/pause:3.10'`, `registry.k8s.io/pause:3.10~"registry.k8s.io/pause:3.10"`, `registry.k8s.io/pause~pause:3.10~registry.k8s.io/pause:3.1~registry.k8s.io/pause:3.10.0~docker.io/registry.k8s.io/pause:3.10`},
		{"an image of the Docker Hub", `'nginx'`, `nginx~nginx:latest~docker.io/library/nginx~docker.io/nginx:latest`, `nginx:1~nginx:latest:latest~registry.k8s.io/nginx`},
		{"an image with a digest", `'a/b@sha256:` + strings.Repeat("0", 64) + `'`, `docker.io/a/b@sha256:` + strings.Repeat("0", 64), `a/b~a/b@sha256:` + strings.Repeat("1", 64)},
		{"a release", `'4.20'`, `4.20~"4.20"`, `4.2~4.200~4,20~4~4.20.0`},
		{"a number as a text", `'8080'`, `8080~"8080"~8080/TCP~8080/tcp`, `808~8080.0~80~http~808/TCP~8080/UDP~8080/http~8080/~/TCP~TCP~http/8080/TCP`},
		{"two words", `'rolling  update'`, `rolling update~Rolling   Update~"rolling update"`, `rollingupdate~rolling~update rolling`},
		{"nothing at all", `''`, `none~<none>~nothing~None~"none"`, `""~empty~0`},

		{"a number", `3`, `3~3.0~+3~03~"3"~3 pods~3 of them~3e0~3000m`, `2~4~-3~30~three~3.1~0x3~3,0~3 2~2 pods~pods 3~3Ki~3-4~3/3~--3~NaN~Inf~` + strings.Repeat("3", 60)},
		{"a number of bytes", `67108864`, `67108864~64Mi~64mi~65536Ki~64 MiB~64MiB~67108864 bytes`, `64~64M~64MB~64Gi~64m`},
		{"a number of seconds", `90`, `90~90s~1m30s~90 seconds~1 minute 30 seconds~1.5m~90sec`, `90m~1m~30s~1m30~90ms~1h30m`},
		{"seconds that are too many for a duration", `36028797018963969`, `36028797018963969`, `1s`},
		{"seconds of a century", `3153600000`, `3153600000`, `876000h`},
		{"seconds that are too few", `-36028797018963967`, `-36028797018963967`, `1s`},
		{"seconds of a century before", `-3153600000`, `-3153600000`, `-876000h`},
		{"a short quantity", `quantity('5Mi')`, `5Mi~5mi`, `5M~i~mi`},
		{"a port", `int('8080')`, `8080~8080/TCP`, `80~8081~http~8080:80~:8080~8080/UDP~80/TCP~8080:80/TCP`},
		{"none of them", `0`, `0~0 pods~0s`, `none~1~-1~x pods`},
		{"less than nothing", `-1`, `-1~-1 s`, `1~--1~-1/TCP`},
		{"the largest", `9223372036854775807`, `9223372036854775807`, `9223372036854775806~1~-9223372036854775808`},
		{"an unsigned number", `uint(3)`, `3`, `4`},
		{"the largest unsigned", `18446744073709551615u`, `9223372036854775807`, `0~-1`},
		{"a part", `0.5`, `0.5~.5~5e-1~"0.5"`, `0,5~1~half~NaN`},
		{"no part", `0.0`, `0~0.00`, `none~x`},
		{"a size", `size([1, 2])`, `2~2 pods`, `1`},

		{"a quantity", `quantity('64Mi')`, `64Mi~65536Ki~67108864~"64Mi"~64 Mi~64MiB~64 MiB~64mi~0.0625Gi`, `64M~64~64Ki~64m~Mi~64Mi 32Mi~1e999999999~64MMi~6 4`},
		{"a part of a processor", `quantity('250m')`, `250m~0.25~0.250~250 m~0.25 cores~250000u`, `250M~250~0.2~25m`},
		{"a quantity as a text", `'64Mi'`, `64Mi~65536Ki~67108864~64MiB`, `64M~64~65Mi`},
		{"no bytes as a text", `'0Mi'`, `0Mi~0~0Ki`, `none~x`},
		{"processors as a text", `'1'`, `1~1000m`, `1.0~1k~10`},
		{"a huge exponent", `quantity('1')`, `1e0`, `1e1000000000~1e-1000000000~1E99~` + strings.Repeat("9", 200) + `E`},

		{"a duration", `duration('90s')`, `90s~1m30s~90~90.0~90 s~1m 30s~90 seconds`, `90m~1m~91~1h~s`},
		{"no duration", `duration('0s')`, `0s~0~0m`, `none~x`},
		{"a duration as a text", `'1m30s'`, `1m30s~90s~90 seconds`, `90~1m~90m`},
		{"a moment", `timestamp('2026-11-24T12:00:00.5Z')`, `2026-11-24T12:00:00Z~2026-11-24t13:00:00+01:00`, `2026-11-24~12:00~2026-11-24T12:00:01Z`},

		{"the first moment", `timestamp('0001-01-01T00:00:00Z')`, `0001-01-01T00:00:00Z`, `none~x`},

		{"so", `1 < 2`, `yes~true~Y~"yes"~TRUE`, `no~false~maybe~1~on`},
		{"not so", `2 < 1`, `no~false~N`, `yes~true~0~none`},

		{"a list", `['web', 'db']`, `web db~db web~web,db~web, db~db; web~["web","db"]~[web db]~web and db~"web","db"~pod/web pod/db~WEB db web~svc web, svc db~,web,,db,`, `web~db~web db cache~web-db~cache~none~web dbx~[]~,~webdb~web or db`},
		{"a list with one thing twice", `['web', 'web', 'db']`, `web db~web web db`, `web~db~web web`},
		{"a list of one", `['web']`, `web~[web]~service/web~web,web`, `db~web db~""`},
		{"a list of none", `[].map(p, string(p))`, `none~[]~ [] ~<none>~Nothing~[none]~ [ none ] `, `web~""~,~0~none web~empty`},
		{"a list of numbers", `[80, 443]`, `80 443~443,80~[80,443]~80/TCP,443/TCP`, `80~443~80 443 8080~80443`},
		{"a list of quantities", `[quantity('64Mi'), quantity('1Gi')]`, `1Gi,64Mi~1024Mi 65536Ki`, `1Gi~64Mi 64Mi`},
		{"a list of images", `['nginx', 'registry.k8s.io/pause:3.10']`, `registry.k8s.io/pause:3.10 nginx:latest~nginx, registry.k8s.io/pause:3.10`, `nginx~nginx:1 registry.k8s.io/pause:3.10`},
		{"a list of things with spaces", `['rolling update', 'on delete']`, `on delete, rolling update~on delete, , rolling update~"rolling update","on delete"`, `on delete rolling update~on delete~update, delete`},
		{"a list of kinds with names", `['service/web', 'deployment/web']`, `svc/web deploy/web~service web, deployment web`, `svc/web~pod/web svc/web`},
		{"a list that an expression made", `['b', 'a', 'c'].filter(x, x != 'c').map(x, x + '1')`, `a1 b1~b1,a1`, `a1~a b`},
	}
	for _, test := range tests {
		t.Run(test.name, func(t *testing.T) {
			for want, given := range map[check.Verdict]string{check.Pass: test.right, check.Fail: test.wrong} {
				for one := range strings.SplitSeq(given, "~") {
					if got := answered(t, test.answer, one); got.Verdict != want {
						t.Errorf("%q: %s %s, want %s", one, got.Verdict, got.Reason, want)
					}
				}
			}
		})
	}
}

// TestUnusableAnswers: an answer that nobody can type is the challenge's fault,
// also before anybody has answered.
func TestUnusableAnswers(t *testing.T) {
	for _, answer := range []string{`null`, `{'a': 'b'}`, `[['a']]`, `['a', null]`, `[{'a': 'b'}]`, `b'abc'`, `1 / 0`, `optional.none()`} {
		for _, given := range []map[string]string{nil, {"it": "a"}} {
			r := judge(t, asking(answer)).Results(check.Evidence{Given: given}, nil)[0]
			if r.Verdict != check.Broken || !strings.Contains(r.Reason, "question it: ") {
				t.Errorf("%s, given %v: %+v", answer, given, r)
			}
		}
	}
	if _, err := check.NewJudge(asking(`shop.nme(`)); err == nil || !strings.Contains(err.Error(), `question "it": line 1, column`) {
		t.Errorf("an expression that is none: %v", err)
	}
}

// TestQuestion holds the verdicts on a question to what was seen.
func TestQuestion(t *testing.T) {
	at := time.Date(2026, 11, 24, 12, 0, 0, 0, time.UTC)
	shop := func(text string) check.Observed {
		return check.Observed{What: "deployment/shop", Single: true, Changed: at, Items: []map[string]any{object(t, text)}}
	}
	given := func(value string) map[string]string { return map[string]string{"it": value} }
	moving := "{kind: Deployment, metadata: {name: shop, generation: 2}, spec: {replicas: 2}, status: {observedGeneration: 1}}"
	tests := []struct {
		name             string
		shop             check.Observed
		given            map[string]string
		want             check.Verdict
		observed, reason string
	}{
		{"right", shop("{spec: {replicas: 2}}"), given("2"), check.Pass, "2", ""},
		{"wrong", shop("{spec: {replicas: 2}}"), given("3"), check.Fail, "you said 3; that is not it", ""},
		{"it is what is so now, not what was so", shop("{spec: {replicas: 3}}"), given("2"), check.Fail, "you said 2; that is not it", ""},
		{"not answered", shop("{spec: {replicas: 2}}"), nil, check.Fail, "not answered yet: kubectl mastery answer l1-a-b it VALUE", ""},
		{"another question is answered", shop("{spec: {replicas: 2}}"), map[string]string{"that": "2"}, check.Fail, "not answered yet: kubectl mastery answer l1-a-b it VALUE", ""},
		{"the object is not there", check.Observed{What: "deployment/shop", Single: true}, given("2"), check.Fail, "deployment/shop is not there", ""},
		{"the field is not there", shop("{spec: {}}"), given("2"), check.Fail, "what the question is about is not there: replicas", ""},
		{"it may not be read", check.Observed{What: "deployment/shop", Single: true, Unread: "you may not list deployments"}, given("2"), check.Unknown, "", "you may not list deployments"},
		{"a wrong one is not waited for", shop(moving), given("3"), check.Fail, "you said 3; that is not it", ""},
		{"a missing one is not waited for", shop(moving), nil, check.Fail, "not answered yet: kubectl mastery answer l1-a-b it VALUE", ""},
		{"a right one while things move", shop(moving), given("2"), check.Pass, "2", ""},
	}
	for _, test := range tests {
		t.Run(test.name, func(t *testing.T) {
			ev := check.Evidence{At: at.Add(time.Second), Given: test.given, Objects: map[string]check.Observed{"shop": test.shop, "pods": {What: "pods"}}}
			r := judge(t, asking("shop.spec.replicas")).Results(ev, nil)[0]
			if r.Verdict != test.want || r.Observed != test.observed || r.Reason != test.reason {
				t.Errorf("%+v", r)
			}
			if test.want == check.Fail && strings.Contains(r.Observed+r.Reason, "2;") && test.given["it"] != "2" {
				t.Errorf("the right answer is given away: %+v", r)
			}
		})
	}
}

// TestQuestionAboutPods: that a pod has not seen a ConfigMap's latest data is
// nothing that an answer about it depends on.
func TestQuestionAboutPods(t *testing.T) {
	at := time.Date(2026, 11, 24, 12, 0, 0, 0, time.UTC)
	pod := object(t, `{kind: Pod, metadata: {name: shop-1}, spec: {nodeName: lab, containers: [{name: shop, envFrom: [{configMapRef: {name: settings}}]}]},
		status: {containerStatuses: [{name: shop, ready: true, state: {running: {startedAt: "2026-11-24T11:00:00Z"}}}]}}`)
	c := asking("pods.map(p, p.spec.nodeName)")
	c.Spec.Observe["configs"] = challenge.Watch{APIVersion: "v1", Kind: "ConfigMap", All: true}
	ev := check.Evidence{At: at.Add(time.Hour), Given: map[string]string{"it": "lab"}, Objects: map[string]check.Observed{
		"shop":    {What: "deployment/shop", Single: true, Items: []map[string]any{object(t, "{kind: Deployment, metadata: {name: shop}}")}, Pods: []map[string]any{pod}},
		"pods":    {What: "pods", Items: []map[string]any{pod}},
		"configs": {What: "configmaps", Changed: at, Times: []time.Time{at}, Items: []map[string]any{object(t, "{kind: ConfigMap, metadata: {name: settings}}")}},
	}}
	if r := judge(t, c).Results(ev, nil)[0]; r.Verdict != check.Pass {
		t.Errorf("%+v", r)
	}
}

// FuzzAnswer: whatever is typed gets a verdict, what is right stays right with
// white space and quotes around it, and nothing is right for two numbers.
func FuzzAnswer(f *testing.F) {
	answers := []string{`'web'`, `'pod/web'`, `'nginx'`, `'64Mi'`, `''`, `3`, `-1`, `0.5`, `quantity('64Mi')`, `duration('90s')`, `timestamp('2026-11-24T12:00:00Z')`, `true`, `['web', 'db']`, `[]`, `[80, 443]`}
	var judges []*check.Judge
	for _, answer := range answers {
		judges = append(judges, judge(f, asking(answer)))
	}
	for _, seed := range []string{"web", "pod/web", "nginx:latest", "64Mi", "none", "3 pods", "1e99999999999", "[web, db]", "1m30s", "\xff", "/", ":@", "9999999999999999999999Ei", "''", "a/b@sha256:0"} {
		f.Add(seed)
	}
	f.Fuzz(func(t *testing.T, typed string) {
		passed := map[string]bool{}
		for i, j := range judges {
			verdict := func(given string) check.Verdict {
				return j.Results(check.Evidence{Given: map[string]string{"it": given}}, nil)[0].Verdict
			}
			switch verdict(typed) {
			case check.Pass:
				passed[answers[i]] = true
				if verdict("  "+typed+"\n") != check.Pass {
					t.Fatalf("%s: %q is right, and with white space it is not", answers[i], typed)
				}
			case check.Fail:
			default:
				t.Fatalf("%s: %q gets %s", answers[i], typed, verdict(typed))
			}
		}
		for _, pair := range [][2]string{{`'web'`, `'nginx'`}, {`3`, `-1`}, {`3`, `0.5`}, {`3`, `quantity('64Mi')`}, {`['web', 'db']`, `[80, 443]`}, {`'web'`, `''`}, {`'web'`, `['web', 'db']`}} {
			if passed[pair[0]] && passed[pair[1]] {
				t.Fatalf("%q is right for %s and for %s", typed, pair[0], pair[1])
			}
		}
	})
}
