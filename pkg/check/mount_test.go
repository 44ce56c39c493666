package check_test

import (
	"fmt"
	"strings"
	"testing"

	"github.com/kubectl-mastery/kubectl-mastery/pkg/challenge"
	"github.com/kubectl-mastery/kubectl-mastery/pkg/check"
)

// TestConfigFile asks what container web finds at /app/run, or at another
// path, and says it as "mounted found content".
func TestConfigFile(t *testing.T) {
	const (
		program = "{name: program, configMap: {name: program}}"
		scratch = "{name: scratch, emptyDir: {}}"
	)
	configs := check.Observed{What: "configmaps", Items: []map[string]any{
		object(t, "{kind: ConfigMap, metadata: {name: empty}}"),
		object(t, "{kind: ConfigMap, metadata: {name: away, namespace: elsewhere}, data: {run: away}}"),
		object(t, "{kind: Secret, metadata: {name: s}, data: {run: aGlkZGVu, torn: '!'}}"),
		object(t, "{kind: ConfigMap, metadata: {name: other}, data: {run: other, walk: slow}, binaryData: {tool: b3RoZXI=}}"),
		object(t, "{kind: ConfigMap, metadata: {name: program}, data: {run: echo, Makefile: make, blank: ''}, binaryData: {tool: aGVsbG8=, torn: '!'}}"),
	}}
	tests := []struct{ name, mounts, volumes, path, want string }{
		{"a whole volume", "{name: program, mountPath: /app}", program, "", "true true echo"},
		{"a missing key", "{name: program, mountPath: /app}", program, "/app/walk", "true false "},
		{"an empty file", "{name: program, mountPath: /app}", program, "/app/blank", "true true "},
		{"a slash at the end", "{name: program, mountPath: /app/}", program, "", "true true echo"},
		{"a mount path without a slash", "{name: program, mountPath: app}", program, "", "true true echo"},
		{"a deeper path", "{name: program, mountPath: /app}", program, "/app/bin/run", "true false "},
		{"the directory itself", "{name: program, mountPath: /app}", program, "/app", "true false "},
		{"in the root", "{name: program, mountPath: /}", program, "/run", "true true echo"},
		{"in the root, deeper", "{name: program, mountPath: /}", program, "", "true false "},
		{"not mounted", "", program, "", "false false "},
		{"not mounted, beside a volume without a name", "", "{configMap: {name: program}}", "/run", "false false "},
		{"mounted elsewhere", "{name: program, mountPath: /opt}", program, "", "false false "},
		{"mounted where the name begins alike", "{name: program, mountPath: /ap}", program, "", "false false "},
		{"mounted as another file that begins alike", "{name: program, mountPath: /app/ru, subPath: run}", program, "", "false false "},
		{"no such volume", "{name: nothing, mountPath: /app}", program, "", "false false "},
		{"another volume", "{name: scratch, mountPath: /app}", scratch + ", " + program, "", "false false "},
		{"no such ConfigMap", "{name: v, mountPath: /app}", "{name: v, configMap: {name: nothing}}", "", "true false "},
		{"an empty ConfigMap", "{name: v, mountPath: /app}", "{name: v, configMap: {name: empty}}", "", "true false "},
		{"of a Secret", "{name: v, mountPath: /app}", "{name: v, secret: {secretName: s}}", "", "true true hidden"},
		{"of a Secret, items", "{name: v, mountPath: /app}", "{name: v, secret: {secretName: s, items: [{key: run, path: go}]}}", "/app/go", "true true hidden"},
		{"of a Secret that is no base64", "{name: v, mountPath: /app}", "{name: v, secret: {secretName: s}}", "/app/torn", "true false "},
		{"of a Secret with a ConfigMap's name", "{name: v, mountPath: /app}", "{name: v, secret: {secretName: program}}", "", "true false "},
		{"of another namespace", "{name: v, mountPath: /app}", "{name: v, configMap: {name: away}}", "", "true false "},

		{"subPath is the file", "{name: program, mountPath: /app/run, subPath: run}", program, "", "true true echo"},
		{"subPath is another file", "{name: program, mountPath: /app/run, subPath: Makefile}", program, "", "true true make"},
		{"subPath is no file", "{name: program, mountPath: /app/run, subPath: walk}", program, "", "true false "},
		{"subPath is not clean", "{name: program, mountPath: /app/run, subPath: ./run}", program, "", "true true echo"},
		{"below a file", "{name: program, mountPath: /app, subPath: run}", program, "", "true false "},
		{"subPath is the kubelet's own", "{name: program, mountPath: /app, subPath: ..data}", program, "", "false false "},
		{"subPath is within the kubelet's own", "{name: program, mountPath: /app/run, subPath: ..data/run}", program, "", "false false "},
		{"subPath with dots", "{name: program, mountPath: /app, subPath: r..n}", program, "", "true false "},
		{"subPathExpr", "{name: program, mountPath: /app/run, subPathExpr: run}", program, "", "false false "},
		{"subPathExpr above", "{name: scratch, mountPath: /, subPathExpr: $(A)}, {name: program, mountPath: /app}", scratch + ", " + program, "", "true true echo"},

		{"items", "{name: v, mountPath: /app}", "{name: v, configMap: {name: program, items: [{key: Makefile, path: run}]}}", "", "true true make"},
		{"items leave out the rest", "{name: v, mountPath: /app}", "{name: v, configMap: {name: program, items: [{key: Makefile, path: make}]}}", "", "true false "},
		{"items of a missing key", "{name: v, mountPath: /app}", "{name: v, configMap: {name: program, items: [{key: walk, path: run}]}}", "", "true false "},
		{"no items", "{name: v, mountPath: /app}", "{name: v, configMap: {name: program, items: []}}", "", "true true echo"},
		{"items in a directory", "{name: v, mountPath: /app}", "{name: v, configMap: {name: program, items: [{key: run, path: bin/go}]}}", "/app/bin/go", "true true echo"},
		{"subPath is a directory of items", "{name: v, mountPath: /app, subPath: bin}", "{name: v, configMap: {name: program, items: [{key: Makefile, path: go}, {key: run, path: bin/go}]}}", "/app/go", "true true echo"},

		{"the longest wins", "{name: v, mountPath: /}, {name: program, mountPath: /app}, {name: scratch, mountPath: /app/lib}", "{name: v, configMap: {name: other}}, " + scratch + ", " + program, "", "true true echo"},
		{"the longest wins, in any order", "{name: program, mountPath: /app}, {name: v, mountPath: /}", program + ", {name: v, configMap: {name: other}}", "", "true true echo"},
		{"a mount within hides it", "{name: program, mountPath: /app}, {name: scratch, mountPath: /app/run}", scratch + ", " + program, "", "false false "},
		{"a ConfigMap within hides it", "{name: v, mountPath: /app/run, subPath: walk}, {name: program, mountPath: /app}", program + ", {name: v, configMap: {name: other}}", "", "true true slow"},
		{"a mount beside it does not", "{name: program, mountPath: /app}, {name: scratch, mountPath: /app/runs}", scratch + ", " + program, "", "true true echo"},

		{"projected", "{name: v, mountPath: /app}", "{name: v, projected: {sources: [{configMap: {name: program}}]}}", "", "true true echo"},
		{"projected of two", "{name: v, mountPath: /app}", "{name: v, projected: {sources: [{configMap: {name: program}}, {configMap: {name: other}}]}}", "/app/walk", "true true slow"},
		{"projected of two with one name: the last wins", "{name: v, mountPath: /app}", "{name: v, projected: {sources: [{configMap: {name: program}}, {configMap: {name: other}}]}}", "", "true true other"},
		{"projected items", "{name: v, mountPath: /app}", "{name: v, projected: {sources: [{configMap: {name: program, items: [{key: Makefile, path: run}]}}]}}", "", "true true make"},
		{"projected with a Secret", "{name: v, mountPath: /app}", "{name: v, projected: {sources: [{configMap: {name: program}}, {secret: {name: s}}]}}", "", "true true hidden"},
		{"projected with a Secret that is not there", "{name: v, mountPath: /app}", "{name: v, projected: {sources: [{configMap: {name: program}}, {secret: {name: program}}]}}", "", "true true echo"},
		{"projected with a token", "{name: v, mountPath: /app}", "{name: v, projected: {sources: [{serviceAccountToken: {path: token}}, {configMap: {name: program}}]}}", "", "true true echo"},
		{"projected, the token", "{name: v, mountPath: /app}", "{name: v, projected: {sources: [{serviceAccountToken: {path: run}}, {configMap: {name: program}}]}}", "", "false false "},
		{"projected with fields of the pod", "{name: v, mountPath: /app}", "{name: v, projected: {sources: [{downwardAPI: {items: [{path: labels}]}}, {configMap: {name: program}}]}}", "", "true true echo"},
		{"projected, a field of the pod", "{name: v, mountPath: /app}", "{name: v, projected: {sources: [{configMap: {name: program}}, {downwardAPI: {items: [{path: ./run}]}}]}}", "", "false false "},
		{"projected with something else", "{name: v, mountPath: /app}", "{name: v, projected: {sources: [{configMap: {name: program}}, {clusterTrustBundle: {path: ca.pem}}]}}", "", "false false "},
		{"projected of nothing", "{name: v, mountPath: /app}", "{name: v, projected: {sources: []}}", "", "false false "},

		{"binaryData", "{name: program, mountPath: /app}", program, "/app/tool", "true true hello"},
		{"binaryData that is none", "{name: program, mountPath: /app}", program, "/app/torn", "true false "},

		{"a path that goes up", "{name: program, mountPath: /app}", program, "/app/x/../run", "false false "},
		{"a path with two slashes", "{name: program, mountPath: /app}", program, "/app//run", "false false "},
		{"a path with a slash at the end", "{name: program, mountPath: /app}", program, "/app/run/", "false false "},
		{"a relative path", "{name: program, mountPath: /app}", program, "app/run", "false false "},
		{"a file in the working directory", "{name: program, mountPath: /app}", program, "run", "false false "},
	}
	for _, test := range tests {
		t.Run(test.name, func(t *testing.T) {
			path := test.path
			if path == "" {
				path = "/app/run"
			}
			spec := fmt.Sprintf("{containers: [{name: aside}, {name: web, volumeMounts: [%s]}], volumes: [%s]}", test.mounts, test.volumes)
			objects := map[string]check.Observed{
				"deploy":  {What: "deploy", Single: true, Items: []map[string]any{object(t, "{kind: Deployment, spec: {template: {spec: "+spec+"}}}")}},
				"pod":     {What: "pod", Single: true, Items: []map[string]any{object(t, "{kind: Pod, spec: "+spec+"}")}},
				"configs": configs,
			}
			for _, name := range []string{"deploy", "pod"} {
				if got := found(t, objects, name, "web", path); got != test.want {
					t.Errorf("%s: %q, want %q", name, got, test.want)
				}
				if got := found(t, objects, name, "aside", path); got != "false false " {
					t.Errorf("%s: another container has %q", name, got)
				}
			}
		})
	}
}

// found is what an expression learns of a file, through what its check says.
func found(t testing.TB, objects map[string]check.Observed, name, container, path string) string {
	t.Helper()
	file := fmt.Sprintf("%s.configFile('%s', '%s', configs)", name, container, path)
	j := judge(t, with(watches(objects), challenge.Check{
		Name: "c", Safeguard: true, Expr: expr("size(" + file + ") != 3"),
		Says: expr("cel.bind(f, " + file + ", string(f.mounted) + ' ' + string(f.found) + ' ' + f.content)"),
	}))
	got := j.Results(check.Evidence{Objects: objects}, nil)[0]
	if got.Verdict != check.Fail {
		t.Fatalf("%+v", got)
	}
	return got.Observed
}

// TestConfigFileOf calls configFile on what has no containers, or no such one.
func TestConfigFileOf(t *testing.T) {
	objects := things(t)
	tests := []struct {
		expression string
		want       check.Verdict
		says       string
	}{
		{"deploy.configFile('web', '/app/run', pods).mounted", check.Fail, ""},
		{"deploy.configFile('none', '/app/run', pods) == {'mounted': false, 'found': false, 'content': ''}", check.Pass, ""},
		{"fresh.configFile('web', '/app/run', none).found", check.Fail, ""},
		{"pods.configFile('web', '/app/run', none).found", check.Broken, "configFile() wants an object"},
		{"pods.all(p, !p.configFile('web', '/app/run', none).found)", check.Pass, ""},
	}
	for _, test := range tests {
		t.Run(test.expression, func(t *testing.T) {
			j := judge(t, with(watches(objects), challenge.Check{Name: "c", Safeguard: true, Expr: expr(test.expression)}))
			got := j.Results(check.Evidence{Objects: objects}, nil)[0]
			if got.Verdict != test.want || !strings.Contains(got.Observed+got.Reason, test.says) {
				t.Errorf("%+v, want %s %q", got, test.want, test.says)
			}
		})
	}
}

// TestConfigFileMountedTwice mounts two volumes in one place. The API server
// only refuses mount paths that are spelled alike; the container runtime then
// mounts the later one over the earlier one.
func TestConfigFileMountedTwice(t *testing.T) {
	objects := map[string]check.Observed{
		"shop": {What: "shop", Single: true, Items: []map[string]any{object(t, `{kind: Pod, spec: {
  containers: [{name: web, volumeMounts: [{name: program, mountPath: /app}, {name: other, mountPath: /app/}]}],
  volumes: [{name: program, configMap: {name: program}}, {name: other, configMap: {name: other}}]}}`)}},
		"configs": {What: "configmaps", Items: []map[string]any{
			object(t, "{kind: ConfigMap, metadata: {name: program}, data: {run: echo}}"),
			object(t, "{kind: ConfigMap, metadata: {name: other}, data: {run: other}}"),
		}},
	}
	if got := found(t, objects, "shop", "web", "/app/run"); got != "true true other" {
		t.Errorf("%q, want the file of the later mount", got)
	}
}
