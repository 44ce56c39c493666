package check_test

import (
	"strings"
	"testing"

	"github.com/kubectl-mastery/kubectl-mastery/pkg/challenge"
	"github.com/kubectl-mastery/kubectl-mastery/pkg/check"
)

// things are the objects that the expressions below speak of.
func things(t testing.TB) map[string]check.Observed {
	one := func(text string) check.Observed {
		return check.Observed{What: "it", Single: true, Items: []map[string]any{object(t, text)}}
	}
	return map[string]check.Observed{
		"deploy": one(`
kind: Deployment
spec:
  replicas: 3
  template:
    spec:
      initContainers: [{name: prepare, image: busybox}]
      containers:
      - {name: web, image: "nginx:1.29", command: [nginx, -g], args: [daemon off;]}
      - {name: bare, image: alpine}`),
		"role": one(`
kind: Role
rules:
- {apiGroups: [''], resources: [pods], verbs: [get, list]}
- {apiGroups: [''], resources: [configmaps], verbs: [get], resourceNames: [a, b]}
- {apiGroups: [apps], resources: ['*/scale'], verbs: [update]}
- {nonResourceURLs: [/metrics], verbs: [get]}`),
		"bare":     one("{kind: Role}"),
		"unscaled": one("{kind: Deployment, spec: {template: {spec: {containers: []}}}}"),
		"daemon":   one("{kind: DaemonSet, spec: {replicas: 9}, status: {desiredNumberScheduled: 2}}"),
		"cron":     one("{kind: CronJob, spec: {jobTemplate: {spec: {template: {spec: {containers: [{name: web, image: cron}]}}}}}}"),
		"pod": one(`
kind: Pod
spec: {nodeName: node-1, containers: [{name: web, image: pod}]}
status:
  initContainerStatuses: [{name: prepare, restartCount: 2}]
  containerStatuses: [{name: web, restartCount: 3}, {name: bare, restartCount: 4}]`),
		"fresh": one("{kind: Pod, spec: {}}"),
		"pods": {What: "pods", Items: []map[string]any{
			object(t, "{kind: Pod, metadata: {name: a}, status: {conditions: [{type: Initialized, status: 'True'}, {type: Ready, status: 'True'}]}}"),
			object(t, "{kind: Pod, metadata: {name: b}, status: {conditions: [{type: Ready, status: 'False'}]}}"),
			object(t, "{kind: Pod, metadata: {name: c, deletionTimestamp: '2026-11-24T11:00:00Z'}, status: {conditions: [{type: Ready, status: 'True'}]}}"),
			object(t, "{kind: Pod, metadata: {name: d}, status: {conditions: [{type: Ready, status: Unknown}]}}"),
			object(t, "{kind: Pod, metadata: {name: e}, status: {phase: Running}}"),
		}},
		"none": {What: "pods"},
	}
}

func watches(objects map[string]check.Observed) map[string]challenge.Watch {
	observe := map[string]challenge.Watch{}
	for name := range objects {
		observe[name] = challenge.Watch{}
	}
	return observe
}

func TestFunctions(t *testing.T) {
	const digest = "@sha256:1111111111111111111111111111111111111111111111111111111111111111"
	tests := []struct {
		expression string
		want       check.Verdict
		says       string
	}{
		{"covers(role.rules, [{'apiGroups': [''], 'resources': ['pods'], 'verbs': ['get']}])", check.Pass, ""},
		{"covers(role.rules, [{'apiGroups': [''], 'resources': ['pods'], 'verbs': ['get', 'list']}, {'apiGroups': ['apps'], 'resources': ['deployments/scale'], 'verbs': ['update']}])", check.Pass, ""},
		{"covers(role.rules, [{'apiGroups': [''], 'resources': ['pods'], 'verbs': ['get', 'delete']}])", check.Fail, ""},
		{"covers(role.rules, [{'apiGroups': ['apps'], 'resources': ['pods'], 'verbs': ['get']}])", check.Fail, ""},
		{"covers(role.rules, [{'apiGroups': [''], 'resources': ['configmaps'], 'verbs': ['get'], 'resourceNames': ['a']}])", check.Pass, ""},
		{"covers(role.rules, [{'apiGroups': [''], 'resources': ['configmaps'], 'verbs': ['get']}])", check.Fail, ""},
		{"covers(role.rules, [{'nonResourceURLs': ['/metrics'], 'verbs': ['get']}])", check.Pass, ""},
		{"covers([{'apiGroups': ['*'], 'resources': ['*'], 'verbs': ['*']}, {'nonResourceURLs': ['*'], 'verbs': ['*']}], role.rules)", check.Pass, ""},
		{"covers([{'apiGroups': [''], 'resources': ['pods'], 'verbs': ['*']}], role.rules)", check.Fail, ""},
		{"covers(role.rules.filter(r, 'list' in r.verbs), [{'apiGroups': [''], 'resources': ['pods'], 'verbs': ['list']}])", check.Pass, ""},
		{"covers(role.rules, [])", check.Pass, ""},
		{"covers([], role.rules)", check.Fail, ""},
		{"covers(bare.rules, role.rules)", check.Fail, "rules is not set"},
		{"covers(role.rules, [{'resources': ['pods'], 'verbs': ['get']}])", check.Broken, "covers() wants rules: rule 0 allows nothing"},
		{"covers([{'verbs': ['get']}], role.rules)", check.Broken, "covers() wants rules: rule 0 allows nothing"},
		{"covers(role.rules, 'pods')", check.Broken, "covers() wants rules"},
		{"covers(role, role.rules)", check.Broken, "covers() wants rules"},
		{"covers(role.rules, [b'x'])", check.Broken, "covers() wants rules"},
		{"deploy.container('web').image == 'nginx:1.29'", check.Pass, ""},
		{"deploy.container('prepare').image == 'busybox'", check.Pass, ""},
		{"cron.container('web').image == 'cron'", check.Pass, ""},
		{"pod.container('web').image == 'pod'", check.Pass, ""},
		{"deploy.container('none').image == 'x'", check.Fail, "there is no container none (there are: web, bare, prepare)"},
		{"deploy.image('web') == 'nginx:1.29'", check.Pass, ""},
		{"deploy.image('none') == ''", check.Fail, "there is no container none (there are: web, bare, prepare)"},
		{"pods.image('web') == 'x'", check.Broken, "container() wants an object"},
		{"deploy.commandLine('web') == 'nginx -g daemon off;'", check.Pass, ""},
		{"deploy.commandLine('bare') == ''", check.Pass, ""},
		{"deploy.podSpec().containers.size() == 2", check.Pass, ""},
		{"pod.podSpec().nodeName == 'node-1'", check.Pass, ""},
		{"cron.podSpec().containers.size() == 1", check.Pass, ""},
		{"pods.podSpec().x == 1", check.Broken, "podSpec() wants an object"},
		{"deploy.replicas() == 3", check.Pass, ""},
		{"unscaled.replicas() == 1", check.Pass, ""},
		{"daemon.replicas() == 2", check.Pass, ""},
		{"pod.restarts() == 9", check.Pass, ""},
		{"fresh.restarts() == 0", check.Pass, ""},
		{"'text'.restarts() == 0", check.Broken, "restarts() wants an object"},
		{"pods.ready().map(p, p.metadata.name) == ['a']", check.Pass, ""},
		{"pods.filter(p, p.metadata.name == 'a').ready().size() == 1", check.Pass, ""},
		{"none.ready().size() == 0", check.Pass, ""},
		{"deploy.ready().size() == 0", check.Broken, "ready() wants a list"},
		{"pods.exists(p, p.restarts() > 0)", check.Fail, ""},
		{"present(deploy) && present(pods) && present(none)", check.Pass, ""},
		{"sameImage('nginx', 'docker.io/library/nginx:latest')", check.Pass, ""},
		{"sameImage('nginx:latest', 'index.docker.io/nginx')", check.Pass, ""},
		{"sameImage('docker.io/nginx:1.29', 'nginx:1.29')", check.Pass, ""},
		{"sameImage('nginx', 'nginx:1.29')", check.Fail, ""},
		{"sameImage('nginx:1.29', 'nginx:1.28')", check.Fail, ""},
		{"sameImage('quay.io/nginx', 'nginx')", check.Fail, ""},
		{"sameImage('localhost:5000/nginx', 'nginx')", check.Fail, ""},
		{"sameImage('nginx" + digest + "', 'docker.io/library/nginx" + digest + "')", check.Pass, ""},
		{"sameImage('nginx:1.29" + digest + "', 'nginx" + digest + "')", check.Pass, ""},
		{"sameImage('nginx" + digest + "', 'nginx:latest')", check.Unknown, "only their registry knows"},
		{"sameImage('nginx', 'nginx" + digest + "')", check.Unknown, "only their registry knows"},
		{"sameImage('quay.io/nginx" + digest + "', 'nginx')", check.Fail, ""},
		{"sameImage('nginx" + digest + "', 'nginx:latest') || true", check.Pass, ""},
		{"sameImage('nginx" + digest + "', 'nginx:latest') && false", check.Fail, ""},
		{"sameImage('no image!', 'no image!')", check.Pass, ""},
		{"sameImage('no image!', 'nginx')", check.Fail, ""},
		{"sameImage('nginx', 'no image!')", check.Fail, ""},
		{"sameImage('', 'nginx')", check.Fail, ""},
		{"quantity('128Mi').isLessThan(quantity('129Mi'))", check.Pass, ""},
		{"deploy.?spec.?paused.orValue(false) == false", check.Pass, ""},
		{"now == timestamp('2026-11-24T12:00:00Z')", check.Pass, ""},
		{"deploy.spec.replicas > 2.5 && deploy.spec.replicas == 3.0", check.Pass, ""},
	}
	objects := things(t)
	for _, test := range tests {
		t.Run(test.expression, func(t *testing.T) {
			j := judge(t, with(watches(objects), challenge.Check{Name: "c", Expr: expr(test.expression)}))
			got := j.Results(check.Evidence{At: moment(t, "2026-11-24T12:00:00Z"), Objects: objects}, nil)[0]
			if got.Verdict != test.want || !strings.Contains(got.Observed+got.Reason, test.says) {
				t.Errorf("%s, observed %q, reason %q; want %s %q", got.Verdict, got.Observed, got.Reason, test.want, test.says)
			}
		})
	}
}

func TestCondition(t *testing.T) {
	objects := things(t)
	objects["gone"] = check.Observed{What: "gone", Single: true}
	objects["unread"] = check.Observed{What: "unread", Unread: "you may not"}
	objects["unclear"] = check.Observed{What: "unclear", Single: true, Unclear: "two of them"}
	tests := []struct {
		expression string
		want       bool
		fails      bool
	}{
		{"deploy.kind == 'Deployment'", true, false},
		{"deploy.kind == 'Pod'", false, false},
		{"deploy.spec.nothing == 1", false, false},
		{"gone.kind == 'X' || true", false, false},
		{"!present(gone)", true, false},
		{"unread.size() == 0", false, false},
		{"!present(unclear) || unclear.kind == 'X'", false, false},
		{"baseline['deployment/shop'].x == 1", true, false},
		{"deploy.spec.replicas", false, false},
		{"sameImage('nginx@sha256:1111111111111111111111111111111111111111111111111111111111111111', 'nginx')", false, false},
		{"1 / (deploy.spec.replicas - 3) == 1", false, true},
	}
	c := with(watches(objects))
	env, err := check.NewEnvironment(c)
	if err != nil {
		t.Fatal(err)
	}
	baseline := map[string]any{"deployment/shop": map[string]any{"x": int64(1)}}
	for _, test := range tests {
		t.Run(test.expression, func(t *testing.T) {
			condition, err := env.Condition(expr(test.expression))
			if err != nil {
				t.Fatal(err)
			}
			got, err := condition.Holds(check.Evidence{Objects: objects}, baseline)
			if got != test.want || (err != nil) != test.fails {
				t.Errorf("%t, %v; want %t, error %t", got, err, test.want, test.fails)
			}
		})
	}
	if _, err := env.Condition(expr("'text'")); err == nil {
		t.Error("a text is taken for a condition")
	}
}

func TestCompileErrors(t *testing.T) {
	tests := []struct {
		name string
		x    challenge.Expression
		want string
	}{
		{"unknown name", challenge.Expression{Source: "shpo.kind == 'X'", Line: 7, Column: 11}, "line 7, column 11: undeclared reference to 'shpo'"},
		{"in the middle", challenge.Expression{Source: "true && shpo.kind == 'X'", Line: 7, Column: 11}, "line 7, column 19: undeclared reference to 'shpo'"},
		{"in a later line", challenge.Expression{Source: "true\n  && shpo", Line: 7, Column: 11}, "line 8, column 16: undeclared reference to 'shpo'"},
		{"syntax", challenge.Expression{Source: "shop.kind ==", Line: 3, Column: 5}, "line 3, column 17: Syntax error"},
		{"wrong type", challenge.Expression{Source: "'text'", Line: 7, Column: 11}, "line 7, column 11: the expression gives string, not bool"},
		{"unknown function", challenge.Expression{Source: "shop.imge('x') == ''", Line: 2, Column: 3}, "line 2, column 12: undeclared reference to 'imge'"},
		{"empty", challenge.Expression{Source: "", Line: 2, Column: 3}, "line 2, column"},
	}
	for _, test := range tests {
		t.Run(test.name, func(t *testing.T) {
			_, err := check.NewJudge(with(map[string]challenge.Watch{"shop": {}}, challenge.Check{Name: "the check", Expr: test.x}))
			if err == nil || !strings.Contains(err.Error(), test.want) || !strings.Contains(err.Error(), `check "the check"`) {
				t.Errorf("error is %v, want %s", err, test.want)
			}
		})
	}
	_, err := check.NewJudge(with(nil, challenge.Check{Name: "c", Expr: expr("true"), Says: challenge.Expression{Source: "1", Line: 9, Column: 2}}))
	if err == nil || !strings.Contains(err.Error(), `says: line 9, column 2: the expression gives int, not string`) {
		t.Errorf("says: %v", err)
	}
	_, err = check.NewJudge(with(nil, challenge.Check{Name: "c", HTTP: &challenge.HTTP{Expect: challenge.Expression{Source: "responce.status == 1", Line: 9, Column: 2}}}))
	if err == nil || !strings.Contains(err.Error(), `line 9, column 2: undeclared reference to 'responce'`) {
		t.Errorf("expect: %v", err)
	}
}
