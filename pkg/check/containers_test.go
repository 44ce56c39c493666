package check_test

import (
	"strings"
	"testing"

	"github.com/kubectl-mastery/kubectl-mastery/pkg/check"
)

func TestContainers(t *testing.T) {
	holds(t, things(t),
		"deploy.containers().map(c, c.name) == ['web', 'bare', 'prepare']",
		"cron.containers().map(c, c.image) == ['cron']",
		"unscaled.containers() == [] && fresh.containers() == []",
	)
	if got := evaluated(t, things(t), "pods.containers() == []"); got.Verdict != check.Broken {
		t.Errorf("%+v", got)
	}
}

func TestResources(t *testing.T) {
	objects := map[string]check.Observed{"pod": single(t, `{kind: Pod, spec: {containers: [
  {name: both, resources: {requests: {cpu: 20m, memory: 24Mi}, limits: {memory: 96Mi}}},
  {name: limits, resources: {limits: {cpu: '1', memory: 1Gi}}},
  {name: requests, resources: {requests: {cpu: 2}}},
  {name: none}]}}`)}
	holds(t, objects,
		"pod.resources('both') == {'requests': {'cpu': '20m', 'memory': '24Mi'}, 'limits': {'memory': '96Mi'}}",
		"pod.resources('limits') == {'requests': {'cpu': '1', 'memory': '1Gi'}, 'limits': {'cpu': '1', 'memory': '1Gi'}}",
		"pod.resources('requests') == {'requests': {'cpu': '2'}, 'limits': {}}",
		"pod.resources('none') == {'requests': {}, 'limits': {}}",
		"quantity(pod.resources('limits').requests.memory).compareTo(quantity('1024Mi')) == 0",
	)
	for expression, says := range map[string]string{
		"pod.resources('none').limits.memory == ''": "memory is not set",
		"pod.resources('gone').limits.memory == ''": "there is no container gone (there are: both, limits, requests, none)",
	} {
		if got := evaluated(t, objects, expression); got.Verdict != check.Fail || !strings.Contains(got.Observed, says) {
			t.Errorf("%s: %+v", expression, got)
		}
	}
}

func TestMountedAt(t *testing.T) {
	tests := []struct {
		mount, path string
		want        bool
	}{
		{"/bin", "/bin", true},
		{"/bin/sh", "/bin", true},
		{"/", "/bin", true},
		{"/usr", "/usr/local/bin", true},
		{"/./usr//local/bin/", "/usr/local", true},
		{"bin", "/bin", true},
		{"/binary", "/bin", false},
		{"/bi", "/bin", false},
		{"/app", "/bin", false},
		{"/etc", "/etc/httpd.conf", true},
		{"/etc/httpd.conf", "/etc/httpd.conf", true},
		{"/etc/shop", "/etc/httpd.conf", false},
		{"/etc/shop", "/", true},
	}
	for _, test := range tests {
		objects := map[string]check.Observed{"pod": single(t, `{kind: Pod, spec: {containers: [{name: aside, volumeMounts: [{mountPath: /}]},
  {name: web, volumeMounts: [{mountPath: /tmp/x}, {mountPath: "`+test.mount+`"}]}]}}`)}
		expression := "pod.mountedAt('web', '" + test.path + "')"
		if !test.want {
			expression = "!" + expression
		}
		holds(t, objects, expression)
	}
	holds(t, things(t), "!deploy.mountedAt('web', '/bin')")
}

func TestConditionFunction(t *testing.T) {
	objects := map[string]check.Observed{
		"shop": single(t, `{kind: Deployment, status: {conditions: [
  {type: Progressing, status: 'True', reason: NewReplicaSetAvailable},
  {type: Available, status: 'False', reason: MinimumReplicasUnavailable, message: not enough, lastTransitionTime: '2026-11-24T12:00:00Z', observedGeneration: 3}]}}`),
		"fresh": single(t, "{kind: Deployment}"),
	}
	holds(t, objects,
		"shop.condition('Progressing') == {'type': 'Progressing', 'status': 'True', 'reason': 'NewReplicaSetAvailable', 'message': '', 'lastTransitionTime': ''}",
		"shop.condition('Available').status == 'False' && shop.condition('Available').message == 'not enough'",
		"now - timestamp(shop.condition('Available').lastTransitionTime) == duration('0s')",
		"shop.condition('Available').observedGeneration == 3",
		"shop.condition('Ready') == {'type': 'Ready', 'status': '', 'reason': '', 'message': '', 'lastTransitionTime': ''}",
		"fresh.condition('Available').status == ''",
	)
	if got := evaluated(t, objects, "[shop].condition('Ready').status == ''"); got.Verdict != check.Broken {
		t.Errorf("%+v", got)
	}
}
