package check_test

import (
	"fmt"
	"strings"
	"testing"

	"github.com/kubectl-mastery/kubectl-mastery/pkg/check"
)

// TestProbe asks what a probe asks: handler, port, host, path and after how
// many seconds it notices.
func TestProbe(t *testing.T) {
	tests := []struct{ name, probe, want string }{
		{"none", "", "|0|||0"},
		{"http", "{httpGet: {port: 8080, path: /healthz}}", "httpGet|8080||/healthz|31"},
		{"http by name", "{httpGet: {port: http}}", "httpGet|8080|||31"},
		{"http by another's name", "{httpGet: {port: admin}}", "httpGet|0|||31"},
		{"a number as a text", "{httpGet: {port: '8080'}}", "httpGet|8080|||31"},
		{"http elsewhere", "{httpGet: {port: 8080, host: example.com}}", "httpGet|8080|example.com||31"},
		{"tcp", "{tcpSocket: {port: http}}", "tcpSocket|8080|||31"},
		{"tcp elsewhere", "{tcpSocket: {port: 8080, host: 10.0.0.1}}", "tcpSocket|8080|10.0.0.1||31"},
		{"grpc", "{grpc: {port: 9000, service: x}}", "grpc|9000|||31"},
		{"its times", "{tcpSocket: {port: 8080}, periodSeconds: 5, failureThreshold: 4, timeoutSeconds: 2}", "tcpSocket|8080|||22"},
		{"no handler", "{periodSeconds: 5}", "|0|||16"},
		{"a command", "{exec: {command: [cat, /tmp/healthy]}}", "exec|0|||31"},
		{"a command that asks", "{exec: {command: [wget, -q, -O-, 'http://127.0.0.1:8080/']}}", "exec|8080|||31"},
	}
	for _, test := range tests {
		for _, kind := range []string{"readiness", "liveness", "startup"} {
			t.Run(test.name+" "+kind, func(t *testing.T) {
				given := ""
				if test.probe != "" {
					given = kind + "Probe: " + test.probe
				}
				spec := "{containers: [{name: aside, ports: [{name: admin, containerPort: 9}]}, {name: web, ports: [{containerPort: 7}, {name: http, containerPort: 8080}], " + given + "}]}"
				objects := map[string]check.Observed{"deploy": single(t, "{kind: Deployment, spec: {template: {spec: "+spec+"}}}")}
				p := fmt.Sprintf("cel.bind(p, deploy.probe('web', '%s'), [p.handler, string(p.port), p.host, p.path, string(p.notices)].join('|') == %q)", kind, test.want)
				holds(t, objects, p, fmt.Sprintf("deploy.probe('aside', '%s').handler == ''", kind))
			})
		}
	}
}

// TestProbeFields wants every field, with Kubernetes' default where it is not
// set.
func TestProbeFields(t *testing.T) {
	const all = `{name: web, readinessProbe: {initialDelaySeconds: 1, periodSeconds: 2, timeoutSeconds: 3, failureThreshold: 4, successThreshold: 5,
  grpc: {port: 9, service: s}}, livenessProbe: {httpGet: {scheme: HTTPS}}, startupProbe: {exec: {command: [a, b]}, failureThreshold: -1}}`
	objects := map[string]check.Observed{"pod": single(t, "{kind: Pod, spec: {containers: ["+all+"]}}")}
	holds(t, objects,
		`pod.probe('web', 'readiness') == {'handler': 'grpc', 'port': 9, 'host': '', 'path': '', 'scheme': '', 'service': 's', 'command': [],
		  'initialDelaySeconds': 1, 'periodSeconds': 2, 'timeoutSeconds': 3, 'failureThreshold': 4, 'successThreshold': 5, 'notices': 11, 'looks': true}`,
		`cel.bind(p, pod.probe('web', 'liveness'), p.scheme == 'HTTPS' && p.initialDelaySeconds == 0 && p.periodSeconds == 10
		  && p.timeoutSeconds == 1 && p.failureThreshold == 3 && p.successThreshold == 1)`,
		"pod.probe('web', 'startup').command == ['a', 'b'] && pod.probe('web', 'startup').failureThreshold == 0",
	)
	for expression, says := range map[string]string{
		"pod.probe('web', 'health').port == 1":       "probe() wants readiness, liveness or startup",
		"pod.probe('none', 'readiness').port == 1":   "container none",
		"[pod].probe('none', 'readiness').port == 1": "wants an object",
	} {
		if got := evaluated(t, objects, expression); got.Verdict == check.Pass || !strings.Contains(got.Observed+got.Reason, says) {
			t.Errorf("%s: %+v", expression, got)
		}
	}
}

// TestProbeByCommand tells commands that ask a port of the pod from all
// others, which may be true whatever happens.
func TestProbeByCommand(t *testing.T) {
	tests := []struct {
		command string
		port    int
	}{
		{"[wget, -q, --spider, 'http://localhost:8080/healthz']", 8080},
		{"[wget, -qO-, 'http://[::1]:8080']", 8080},
		{"[/usr/bin/wget, -qT, '1', -O, /dev/null, '127.0.0.1:8080']", 8080},
		{"[wget, --timeout=1, --tries, '1', '127.0.0.1:8080/x']", 8080},
		{"[wget, -T1, localhost]", 80},
		{"[wget, 'https://localhost/']", 443},
		{"[curl, -fsS, -m, '1', -o, /dev/null, 'http://127.0.0.1:8080/healthz']", 8080},
		{"[curl, -fsSm1, --max-time=1, --connect-timeout, '1', 'http://127.0.0.1:8080/healthz']", 8080},
		{"[curl, --fail, --silent, --show-error, --insecure, --output=-, 'https://localhost:8443']", 8443},
		{"[curl, -I, --head, -XGET, localhost:8080]", 8080},
		{"[nc, -z, 127.0.0.1, '8080']", 8080},
		{"[nc, -zv, -w, '1', localhost, '8080']", 8080},
		{"[nc, -zw1, localhost, '8080']", 8080},
		{"[sh, -c, 'wget -qO- http://127.0.0.1:8080/ > /dev/null 2>&1']", 8080},
		{"[/bin/bash, -c, 'curl -f \"http://localhost:8080\"']", 8080},
		{"[sh, -c, 'wget -q --spider http://localhost:8080 || exit 1']", 8080},
		{"[sh, -c, 'curl -f http://localhost:8080 > /dev/null||exit 22; ']", 8080},
		{"[sh, -c, 'nc -z 127.0.0.1 8080 || false']", 8080},
		{"[sh, -ec, 'wget -qO- http://127.0.0.1:8080/']", 8080},
		{"[sh, -euc, 'wget -qO- http://127.0.0.1:8080/ || exit 1']", 8080},
		{"[sh, -c, -e, 'wget -qO- http://127.0.0.1:8080/']", 8080},
		{"[sh, -e, -xc, 'wget -qO- http://127.0.0.1:8080/']", 8080},
		{"[timeout, '3', wget, -qO-, 'http://localhost:8080/']", 8080},
		{"[/usr/bin/timeout, -s, KILL, -k, '1', 2.5s, wget, --output-document=-, 'http://localhost:8080/']", 8080},
		{"[timeout, -k1, --signal=9, --kill-after, 2s, --foreground, 1m, nc, -z, localhost, '8080']", 8080},
		{"[sh, -c, 'timeout 3 wget -q --spider http://localhost:8080/ || exit 1']", 8080},
		{"[timeout, '3', sh, -ec, 'curl -f -o /dev/stdout localhost:8080']", 8080},

		{"[]", 0},
		{"['true']", 0},
		{"[cat, /tmp/healthy]", 0},
		{"[echo, 'http://localhost:8080']", 0},
		{"[/app/wget, 'http://localhost:8080']", 0},
		{"[wget]", 0},
		{"[wget, -q]", 0},
		{"[wget, '-', 'http://localhost:8080']", 0},
		{"[wget, '', 'http://localhost:8080']", 0},
		{"[wget, 'http://example.com:8080']", 0},
		{"[wget, 'http://localhost:http/']", 0},
		{"[wget, 'http://localhost:70000/']", 0},
		{"[wget, 'ftp://localhost']", 0},
		{"[wget, 'http://localhost:8080', 'http://localhost:8081']", 0},
		{"[wget, --help, 'http://localhost:8080']", 0},
		{"[wget, --spider=x, 'http://localhost:8080']", 0},
		{"[wget, -P, /tmp, 'http://localhost:8080']", 0},
		{"[curl, --version, 'http://localhost:8080']", 0},
		{"[curl, -V, 'http://localhost:8080']", 0},
		{"[curl, -fV, 'http://localhost:8080']", 0},
		{"[curl, -x, proxy, 'http://localhost:8080']", 0},
		{"[curl, -o]", 0},
		{"[curl, -fo, /tmp/www/index.html, 'http://localhost:8080']", 0},
		{"[curl, --output=/tmp/x, 'http://localhost:8080']", 0},
		{"[curl, --output, /tmp/x, 'http://localhost:8080']", 0},
		{"[wget, -qO/tmp/www/index.html, 'http://localhost:8080']", 0},
		{"[wget, -q, -O, /tmp/www/index.html, 'http://localhost:8080']", 0},
		{"[wget, --output-document, /tmp/x, 'http://localhost:8080']", 0},
		{"[timeout]", 0},
		{"[timeout, '3']", 0},
		{"[timeout, -s]", 0},
		{"[timeout, '3', 'true']", 0},
		{"[timeout, wget, 'http://localhost:8080']", 0},
		{"[timeout, soon, wget, 'http://localhost:8080']", 0},
		{"[timeout, --help, '3', wget, 'http://localhost:8080']", 0},
		{"[/app/timeout, '3', wget, 'http://localhost:8080']", 0},
		{"[sh, -e, 'wget -q http://localhost:8080']", 0},
		{"[sh, -nc, 'wget -q http://localhost:8080']", 0},
		{"[sh, -ec]", 0},
		{"[curl, -f, -o, 'http://localhost:8080']", 0},
		{"[nc, -h, 127.0.0.1, '8080']", 0},
		{"[nc, -z, example.com, '8080']", 0},
		{"[nc, -z, 127.0.0.1]", 0},
		{"[nc, -z, 127.0.0.1, http]", 0},
		{"[nc, -z, 127.0.0.1, '8080', '8081']", 0},
		{"[sh, -c, 'wget -q http://localhost:8080 || true']", 0},
		{"[sh, -c, 'wget -q http://localhost:8080; true']", 0},
		{"[sh, -c, 'wget -q http://localhost:8080 || exit 0']", 0},
		{"[sh, -c, 'wget -q http://localhost:8080 || exit 256']", 0},
		{"[sh, -c, 'wget -q http://localhost:8080 || exit 1; true']", 0},
		{"[sh, -c, 'wget -q http://localhost:8080 || echo exit 1']", 0},
		{"[sh, -c, 'true || exit 1']", 0},
		{"[sh, -c, 'true']", 0},
		{"[sh, -c, '']", 0},
		{"[sh, -x, 'wget -q http://localhost:8080']", 0},
		{"[sh, -c, 'wget -q http://localhost:8080', x]", 0},
		{"[/app/sh, -c, 'wget -q http://localhost:8080']", 0},
		{"[sh, -c, 'PATH=/x wget -q http://localhost:8080']", 0},
	}
	for _, test := range tests {
		objects := map[string]check.Observed{"pod": single(t, "{kind: Pod, spec: {containers: [{name: web, readinessProbe: {exec: {command: "+test.command+"}}}]}}")}
		if got := evaluated(t, objects, fmt.Sprintf("pod.probe('web', 'readiness').port == %d", test.port)); got.Verdict != check.Pass {
			t.Errorf("%s: not port %d", test.command, test.port)
		}
	}
}

// TestProbeLooks tells commands that change nothing from those that may.
func TestProbeLooks(t *testing.T) {
	tests := []struct {
		command string
		looks   bool
	}{
		{"[wget, -qO-, 'http://localhost:8080/']", true},
		{"[test, -e, /tmp/x]", true},
		{"[/usr/bin/pgrep, nginx]", true},
		{"[timeout, '1', cat, /tmp/x]", true},
		{"[sh, -ec, 'grep -q ok /tmp/x > /dev/null || exit 1']", true},

		{"[]", false},
		{"[wget, -qO, /tmp/x, 'http://localhost:8080/']", false},
		{"[/app/test, -e, /tmp/x]", false},
		{"[sh, -c, 'cat /tmp/x > /tmp/y']", false},
		{"[sh, -c, 'test -e /tmp/x && touch /tmp/y']", false},
		{"[sh, -c, 'cat $(touch /tmp/y)']", false},
		{"[touch, /tmp/x]", false},
	}
	for _, test := range tests {
		objects := map[string]check.Observed{"pod": single(t, "{kind: Pod, spec: {containers: [{name: web, livenessProbe: {exec: {command: "+test.command+"}}}]}}")}
		if got := evaluated(t, objects, fmt.Sprintf("pod.probe('web', 'liveness').looks == %t", test.looks)); got.Verdict != check.Pass {
			t.Errorf("%s: not %t", test.command, test.looks)
		}
	}
}

// TestProbeEnvironment wants no command trusted that its environment may lead
// elsewhere.
func TestProbeEnvironment(t *testing.T) {
	const asks, looks = "[wget, -qO-, 'http://localhost:8080/']", "[test, -e, /tmp/x]"
	tests := []struct {
		name, command, env string
		port               int
		looks              bool
	}{
		{"others", asks, "env: [{name: TZ, value: UTC}, {name: no_proxy, value: x}]", 8080, true},
		{"a proxy", asks, "env: [{name: http_proxy, value: x}]", 0, false},
		{"a proxy for curl", "[curl, -f, 'http://localhost:8080/']", "env: [{name: http_proxy, value: x}, {name: TZ, value: UTC}]", 0, false},
		{"a proxy and more", asks, "env: [{name: http_proxy, value: x, valueFrom: {fieldRef: {fieldPath: metadata.name}}}, {name: TZ, value: UTC}]", 0, false},
		{"a proxy in capitals", asks, "env: [{name: ALL_PROXY, value: x}]", 0, false},
		{"a proxy that nobody asks", looks, "env: [{name: http_proxy, value: x}]", 0, true},
		{"a proxy that nc does not ask", "[nc, -z, localhost, '8080']", "env: [{name: http_proxy, value: x}]", 8080, true},
		{"settings of its own", asks, "env: [{name: CURL_HOME, value: x}]", 0, false},
		{"other programs", looks, "env: [{name: PATH, value: x}]", 0, false},
		{"other programs and more", looks, "env: [{name: PATH, value: x}, {name: TZ, value: UTC}]", 0, false},
		{"perhaps other programs", looks, "envFrom: [{configMapRef: {name: none}}]", 0, false},
		{"other libraries", asks, "env: [{name: LD_PRELOAD, value: x}]", 0, false},
		{"from a ConfigMap", asks, "envFrom: [{configMapRef: {name: plain}}]", 8080, true},
		{"a proxy from a ConfigMap", asks, "envFrom: [{configMapRef: {name: proxy}}]", 0, false},
		{"a proxy from a key", asks, "env: [{name: https_proxy, valueFrom: {configMapKeyRef: {name: plain, key: A}}}]", 0, false},
		{"from none", asks, "envFrom: [{configMapRef: {name: none}}]", 0, false},
		{"perhaps from one", asks, "envFrom: [{configMapRef: {name: none, optional: true}}]", 8080, true},
	}
	for _, test := range tests {
		t.Run(test.name, func(t *testing.T) {
			objects := map[string]check.Observed{
				"pod":   single(t, "{kind: Pod, spec: {containers: [{name: web, "+test.env+", livenessProbe: {exec: {command: "+test.command+"}}}]}}"),
				"plain": single(t, "{kind: ConfigMap, metadata: {name: plain}, data: {A: b}}"),
				"proxy": single(t, "{kind: ConfigMap, metadata: {name: proxy}, data: {HTTP_PROXY: b}}"),
			}
			holds(t, objects,
				fmt.Sprintf("cel.bind(p, pod.probe('web', 'liveness', [plain, proxy]), p.port == %d && p.looks == %t)", test.port, test.looks))
			if strings.Contains(test.env, "envFrom") { // what is in them was not given
				holds(t, objects, "cel.bind(p, pod.probe('web', 'liveness'), p.port == 0 && !p.looks)")
			}
		})
	}
}
