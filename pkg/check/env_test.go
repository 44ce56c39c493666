package check_test

import (
	"fmt"
	"strings"
	"testing"

	"github.com/kubectl-mastery/kubectl-mastery/pkg/challenge"
	"github.com/kubectl-mastery/kubectl-mastery/pkg/check"
)

// single is an observed object.
func single(t testing.TB, text string) check.Observed {
	t.Helper()
	return check.Observed{What: "it", Single: true, Items: []map[string]any{object(t, text)}}
}

// several are observed objects.
func several(t testing.TB, texts ...string) check.Observed {
	t.Helper()
	o := check.Observed{What: "things"}
	for _, text := range texts {
		o.Items = append(o.Items, object(t, text))
	}
	return o
}

// evaluated is the verdict on an expression alone.
func evaluated(t testing.TB, objects map[string]check.Observed, expression string) check.Result {
	t.Helper()
	j := judge(t, with(watches(objects), challenge.Check{Name: "c", Safeguard: true, Expr: expr(expression)}))
	return j.Results(check.Evidence{At: moment(t, "2026-11-24T12:00:00Z"), Objects: objects}, nil)[0]
}

// holds wants expressions to be true.
func holds(t *testing.T, objects map[string]check.Observed, expressions ...string) {
	t.Helper()
	for _, expression := range expressions {
		if got := evaluated(t, objects, expression); got.Verdict != check.Pass {
			t.Errorf("%s: %s %s%s", expression, got.Verdict, got.Observed, got.Reason)
		}
	}
}

// TestEnv resolves the environment that a container of a new pod would have.
func TestEnv(t *testing.T) {
	configs := several(t,
		"{kind: ConfigMap, metadata: {name: a, namespace: ns}, data: {X: ax, K: ay, B: $(X)}, binaryData: {BIN: aGVsbG8=}}",
		"{kind: ConfigMap, metadata: {name: b, namespace: ns}, data: {K: by, Z: bz}}",
		"{kind: ConfigMap, metadata: {name: empty, namespace: ns}}",
		"{kind: ConfigMap, metadata: {name: away, namespace: other}, data: {X: away}}",
		"{kind: Secret, metadata: {name: a, namespace: ns}, data: {X: c2VjcmV0, LINE: RVVSCg==, TORN: '!'}}",
	)
	tests := []struct{ name, container, values, unknown, missing string }{
		{"nothing", "", "", "", ""},
		{"a value", "env: [{name: V, value: one}]", "V=one", "", ""},
		{"an empty value", "env: [{name: V}]", "V=", "", ""},
		{"the later of two", "env: [{name: V, value: one}, {name: V, value: two}]", "V=two", "", ""},

		{"a reference", "env: [{name: V, value: one}, {name: W, value: 'a-$(V)-z'}]", "V=one W=a-one-z", "", ""},
		{"a reference to what comes later", "env: [{name: W, value: $(V)}, {name: V, value: one}]", "V=one W=$(V)", "", ""},
		{"a reference to itself", "env: [{name: V, value: one}, {name: V, value: $(V)+$(V)}]", "V=one+one", "", ""},
		{"a reference to nothing", "env: [{name: W, value: a$(V)z}]", "W=a$(V)z", "", ""},
		{"an escaped reference", "env: [{name: V, value: one}, {name: W, value: $$(V)$$$(V)}]", "V=one W=$(V)$one", "", ""},
		{"dollars that are no reference", "env: [{name: V, value: one}, {name: W, value: $V$$$(V}]", "V=one W=$V$$(V", "", ""},
		{"a parenthesis that closes nothing", "env: [{name: V, value: one}, {name: W, value: $V)}]", "V=one W=$V)", "", ""},
		{"a dollar at the end", "env: [{name: W, value: 5$}]", "W=5$", "", ""},
		{"a reference to envFrom", "envFrom: [{configMapRef: {name: b}}], env: [{name: W, value: $(K)}]", "W=by K=by Z=bz", "", ""},
		{"what a ConfigMap holds is not expanded", "envFrom: [{configMapRef: {name: a}}]", "B=$(X) X=ax K=ay", "", ""},

		{"envFrom", "envFrom: [{configMapRef: {name: b}}]", "K=by Z=bz", "", ""},
		{"the later envFrom wins", "envFrom: [{configMapRef: {name: a}}, {configMapRef: {name: b}}]", "B=$(X) X=ax K=by Z=bz", "", ""},
		{"the later envFrom wins, in any order", "envFrom: [{configMapRef: {name: b}}, {configMapRef: {name: a}}]", "B=$(X) X=ax K=ay Z=bz", "", ""},
		{"env wins", "envFrom: [{configMapRef: {name: b}}], env: [{name: K, value: own}]", "K=own Z=bz", "", ""},
		{"a prefix", "envFrom: [{prefix: P_, configMapRef: {name: b}}]", "P_K=by P_Z=bz", "", ""},
		{"a Secret", "envFrom: [{secretRef: {name: a}}]", "LINE=EUR\n X=secret", "", ""},
		{"an empty ConfigMap", "envFrom: [{configMapRef: {name: empty}}]", "", "", ""},
		{"an optional ConfigMap that is not there", "envFrom: [{configMapRef: {name: none, optional: true}}], env: [{name: V, value: one}]", "V=one", "", ""},
		{"a ConfigMap that is not there", "envFrom: [{configMapRef: {name: none}}], env: [{name: V, value: one}, {name: U, valueFrom: {fieldRef: {fieldPath: x}}}]", "", "", "configmap/none"},
		{"a ConfigMap of another namespace", "envFrom: [{configMapRef: {name: away}}]", "", "", "configmap/away"},
		{"a Secret with a ConfigMap's name", "envFrom: [{secretRef: {name: b}}]", "", "", "secret/b"},
		{"two are not there", "envFrom: [{secretRef: {name: z}}, {secretRef: {name: b}}, {secretRef: {name: z}}]", "", "", "secret/b secret/z"},

		{"a key", "env: [{name: V, valueFrom: {configMapKeyRef: {name: a, key: X}}}]", "V=ax", "", ""},
		{"a key of a Secret", "env: [{name: V, valueFrom: {secretKeyRef: {name: a, key: X}}}]", "V=secret", "", ""},
		{"a key wins over what came before", "env: [{name: V, value: one}, {name: V, valueFrom: {configMapKeyRef: {name: a, key: X}}}]", "V=ax", "", ""},
		{"a key that is not there", "env: [{name: V, valueFrom: {configMapKeyRef: {name: a, key: Q}}}, {name: W, value: w}]", "", "", "key Q of configmap/a"},
		{"a key of what is not there", "env: [{name: V, valueFrom: {secretKeyRef: {name: none, key: X}}}]", "", "", "key X of secret/none"},
		{"an optional key that is not there", "env: [{name: V, valueFrom: {configMapKeyRef: {name: a, key: Q, optional: true}}}]", "", "", ""},
		{"an optional key leaves what came before", "env: [{name: V, value: one}, {name: V, valueFrom: {configMapKeyRef: {name: a, key: Q, optional: true}}}]", "V=one", "", ""},
		{"an optional key of what is not there", "env: [{name: V, valueFrom: {secretKeyRef: {name: none, key: X, optional: true}}}]", "", "", ""},
		{"a key that is binary", "env: [{name: V, valueFrom: {configMapKeyRef: {name: a, key: BIN}}}]", "", "", "key BIN of configmap/a"},

		{"a field", "env: [{name: V, valueFrom: {fieldRef: {fieldPath: status.podIP}}}]", "", "V", ""},
		{"a field, then a value", "env: [{name: V, valueFrom: {fieldRef: {fieldPath: status.podIP}}}, {name: V, value: one}]", "V=one", "", ""},
		{"a value, then a field", "env: [{name: V, value: one}, {name: V, valueFrom: {fieldRef: {fieldPath: status.podIP}}}]", "", "V", ""},
		{"a reference to a field", "env: [{name: V, valueFrom: {fieldRef: {fieldPath: status.podIP}}}, {name: W, value: x$(V)}]", "", "V W", ""},
		{"resources", "env: [{name: V, valueFrom: {resourceFieldRef: {resource: limits.cpu}}}]", "", "V", ""},
		{"a label of the template", "env: [{name: V, valueFrom: {fieldRef: {fieldPath: \"metadata.labels['app']\"}}}]", "V=web", "", ""},
		{"an annotation of the template", "env: [{name: V, valueFrom: {fieldRef: {fieldPath: \"metadata.annotations['pay/with']\"}}}]", "V=EUR", "", ""},
		{"a label that only the object has", "env: [{name: V, valueFrom: {fieldRef: {fieldPath: \"metadata.labels['own']\"}}}]", "", "V", ""},
		{"the namespace", "env: [{name: V, valueFrom: {fieldRef: {fieldPath: metadata.namespace}}}]", "V=ns", "", ""},
		{"the ServiceAccount", "env: [{name: V, valueFrom: {fieldRef: {fieldPath: spec.serviceAccountName}}}]", "V=default", "", ""},

		{"a reference to a Service's variable", "env: [{name: V, value: $(DB_SERVICE_HOST)}]", "", "V", ""},
		{"a reference to a Service's port", "env: [{name: V, value: $(DB_PORT_80_TCP)}]", "", "V", ""},
		{"a variable like a Service's that is set", "env: [{name: DB_PORT, value: '1'}, {name: V, value: $(DB_PORT)}]", "DB_PORT=1 V=1", "", ""},
	}
	for _, test := range tests {
		t.Run(test.name, func(t *testing.T) {
			spec := "{containers: [{name: aside, env: [{name: ASIDE, value: x}]}, {name: web, " + test.container + "}]}"
			objects := map[string]check.Observed{
				"deploy": single(t, "{kind: Deployment, metadata: {namespace: ns, labels: {own: x}}, spec: {template: {metadata: {labels: {app: web}, annotations: {pay/with: EUR}}, spec: "+spec+"}}}"),
				"cron":   single(t, "{kind: CronJob, metadata: {namespace: ns, labels: {own: x}}, spec: {jobTemplate: {spec: {template: {metadata: {labels: {app: web}, annotations: {pay/with: EUR}}, spec: "+spec+"}}}}}"),
				"pod":    single(t, "{kind: Pod, metadata: {namespace: ns, labels: {app: web}, annotations: {pay/with: EUR}}, spec: "+spec+"}"),
				// configs are split, so that they are put together again.
				"configs": {What: "configmaps", Items: configs.Items[:4]}, "secrets": {What: "secrets", Items: configs.Items[4:]},
			}
			for _, name := range []string{"deploy", "cron", "pod"} {
				env := name + ".env('web', configs + secrets)"
				holds(t, objects, strings.Join([]string{
					fmt.Sprintf("%s.values == %s", env, assignments(test.values)),
					fmt.Sprintf("sets.equivalent(%s.unknown.map(k, k), %s)", env, quoted(test.unknown, " ")),
					fmt.Sprintf("%s.unknown.all(k, size(%s.unknown[k]) > 0)", env, env),
					fmt.Sprintf("%s.missing == %s", env, missing(test.missing)),
				}, " && "))
			}
		})
	}
}

// assignments are NAME=value pairs as a map of an expression.
func assignments(pairs string) string {
	var entries []string
	for _, pair := range strings.Split(pairs, " ") {
		if name, value, ok := strings.Cut(pair, "="); ok {
			entries = append(entries, fmt.Sprintf("%q: %q", name, value))
		}
	}
	return "{" + strings.Join(entries, ", ") + "}"
}

func quoted(list, separator string) string {
	var words []string
	for _, word := range strings.Split(list, separator) {
		if word != "" {
			words = append(words, fmt.Sprintf("%q", word))
		}
	}
	return "[" + strings.Join(words, ", ") + "]"
}

func missing(list string) string {
	if strings.HasPrefix(list, "key ") {
		return quoted(list, ";")
	}
	return quoted(list, " ")
}

// TestEnvWithoutServiceLinks leaves only the API server's own variables open.
func TestEnvWithoutServiceLinks(t *testing.T) {
	objects := map[string]check.Observed{"pod": single(t, `{kind: Pod, spec: {enableServiceLinks: false, serviceAccountName: robot, containers: [{name: web, env: [
  {name: A, value: $(DB_SERVICE_HOST)}, {name: B, value: $(KUBERNETES_SERVICE_HOST)}, {name: C, valueFrom: {fieldRef: {fieldPath: spec.serviceAccountName}}}]}]}}`)}
	holds(t, objects,
		"pod.env('web', []).values == {'A': '$(DB_SERVICE_HOST)', 'C': 'robot'}",
		"'B' in pod.env('web', []).unknown",
	)
}

// TestEnvOf calls env on what has no such container, and tells what is absent
// from what is not known.
func TestEnvOf(t *testing.T) {
	objects := things(t)
	tests := []struct {
		expression string
		want       check.Verdict
		says       string
	}{
		{"deploy.env('none', pods).values.A == ''", check.Fail, "there is no container none (there are: web, bare, prepare)"},
		{"deploy.env('web', pods).values.CURRENCY == 'EUR'", check.Fail, "CURRENCY is not set"},
		{"pods.env('web', pods).values.A == ''", check.Broken, "wants an object"},
		{"deploy.env('web', [{'kind': 'ConfigMap'}, 3, optional.none(), null]).values == {}", check.Pass, ""},
	}
	for _, test := range tests {
		got := evaluated(t, objects, test.expression)
		if got.Verdict != test.want || !strings.Contains(got.Observed+got.Reason, test.says) {
			t.Errorf("%s: %+v, want %s %q", test.expression, got, test.want, test.says)
		}
	}
}
