package check_test

import (
	"os"
	"path"
	"strings"
	"testing"

	"sigs.k8s.io/yaml"

	"github.com/kubectl-mastery/kubectl-mastery/pkg/challenge"
	"github.com/kubectl-mastery/kubectl-mastery/pkg/check"
)

// FuzzFunctions calls the functions on objects of any shape: whatever is in a
// cluster is no fault of the challenge, and no function panics.
func FuzzFunctions(f *testing.F) {
	text, err := os.ReadFile("testdata/expressions.yaml")
	if err != nil {
		f.Fatal(err)
	}
	f.Add(text)
	f.Add([]byte(`objects: {shop: {single: true, items: [{kind: 3, metadata: [], spec: {template: {metadata: 1, spec: {enableServiceLinks: 1, containers: [{name: web, command: sh,
  args: [1, null], env: [null, {name: 1, value: []}, {valueFrom: {fieldRef: 3}}], envFrom: {}, ports: [[]], resources: {limits: [1], requests: {cpu: null}}, readinessProbe: {exec: {command: {}},
  httpGet: {port: 1.5}, periodSeconds: x}, volumeMounts: [{mountPath: 3}, null]}], volumes: [{projected: {sources: [3, {configMap: 1}, {downwardAPI: []}]}}]}}}}]}}`))
	f.Add([]byte(`objects: {service: {single: true, items: [{spec: {clusterIP: 1, ports: [{port: x, protocol: 1, targetPort: {}}], selector: [1]}}]}, slices: {items: [{ports: 1, endpoints: [{addresses: [1, null],
  conditions: [], targetRef: 1}, null]}, null]}, pods: {items: [null, {status: {podIPs: [1], conditions: {}}}]}, configs: {items: [{kind: [], data: {a: 1}}, {kind: Secret, data: {a: '!'}}]}}`))
	j := judge(f, anyShape())
	f.Fuzz(func(t *testing.T, text []byte) {
		var ev check.Evidence
		if yaml.Unmarshal(text, &ev) != nil {
			return
		}
		neverBroken(t, j, complete(ev))
	})
}

// neverBroken judges evidence of which no shape may be an error.
func neverBroken(t *testing.T, j *check.Judge, ev check.Evidence) {
	t.Helper()
	objects := map[string]check.Observed{}
	for name := range anyShape().Spec.Observe {
		o := ev.Objects[name]
		o.Single = name == "shop" || name == "service"
		objects[name] = o
	}
	for _, r := range j.Results(check.Evidence{Objects: objects}, nil) {
		if r.Verdict == check.Broken {
			t.Errorf("%s: %s", r.Name, r.Reason)
		}
	}
}

// TestFunctionsOnAnyShape puts something of another kind into each place of
// the documented shop in turn.
func TestFunctionsOnAnyShape(t *testing.T) {
	j := judge(t, anyShape())
	objects, _ := documented(t)
	ev := check.Evidence{Objects: objects}
	for _, o := range objects {
		for _, item := range o.Items {
			eachNode(item, func() { neverBroken(t, j, ev) })
		}
	}
}

// eachNode puts something else into each place of a value in turn, and calls
// try each time.
func eachNode(value any, try func()) {
	others := func(before any, put func(any)) {
		eachNode(before, try)
		for _, other := range []any{nil, int64(3), 1.5, true, "", "x", []any{}, []any{nil, int64(1), "x"}, map[string]any{}, map[string]any{"x": int64(1)}} {
			put(other)
			try()
		}
		put(before)
	}
	switch v := value.(type) {
	case map[string]any:
		for key, before := range v {
			others(before, func(other any) { v[key] = other })
		}
	case []any:
		for i, before := range v {
			others(before, func(other any) { v[i] = other })
		}
	}
}

// anyShape calls each function, in ways that give true or false of whatever
// objects there are.
func anyShape() *challenge.Challenge {
	observe := map[string]challenge.Watch{}
	for _, name := range []string{"shop", "pods", "configs", "secrets", "service", "slices"} {
		observe[name] = challenge.Watch{}
	}
	var checks []challenge.Check
	for _, expression := range []string{
		"size(shop.containers()) >= 0",
		"shop.condition('Available').status != 'x'",
		"size(shop.env('web', configs + secrets)) == 3",
		"shop.env('web', configs + secrets).values.all(k, k.size() >= 0)",
		"cel.bind(r, shop.runs('web', configs + secrets), (r.why == '') == (r.path != ''))",
		"size(shop.probe('web', 'readiness')) + size(shop.probe('web', 'liveness')) > 0",
		"size(shop.resources('web')) == 2",
		"shop.mountedAt('web', '/')",
		"size(shop.configFile('web', '/app/shop', configs + secrets)) == 3",
		"service.port(80, shop).port == 80 && service.port('http').protocol != ''",
		"service.leadsTo(80, pods, 8080, slices)",
		"slices.endpoints().all(e, size(e) == 5)",
		"selects(service, shop) || selects({'matchExpressions': [service, {'key': 'x', 'operator': 'In', 'values': pods}]}, service)",
		"shop.container('web').name == shop.image('web') || shop.commandLine('web') == ''",
		"size(shop.podSpec()) + shop.replicas() + size(pods.ready()) + pods.map(p, p.restarts()).sum() > 0",
	} {
		checks = append(checks, challenge.Check{Name: expression, Safeguard: true, Expr: expr(expression)})
	}
	return with(observe, checks...)
}

// FuzzRuns follows scripts of any kind: what it takes for the program has a
// clean path, and is in the script.
func FuzzRuns(f *testing.F) {
	for _, script := range []string{
		"cd /app && exec ./shop 2>&1", "# x\nset -e; V='a b' \"/app/shop\" $(V)", "sh -c 'sh -c \"exec /a\\ b\"'", "2>&1", "a\\", "\"\\", "'", ">&1", "$$(", "$(V", "env A= B=1 /x > /dev/null",
	} {
		f.Add(script)
	}
	f.Fuzz(func(t *testing.T, script string) {
		pod := map[string]any{"kind": "Pod", "spec": map[string]any{"containers": []any{
			map[string]any{"name": "web", "workingDir": "/work", "command": []any{"sh", "-c", script}, "env": []any{map[string]any{"name": "V", "value": script}}},
		}}}
		objects := map[string]check.Observed{"deploy": {What: "it", Single: true, Items: []map[string]any{pod}}, "configs": {What: "configmaps"}}
		got := ran(t, objects)
		if strings.HasPrefix(got, "why: ") {
			return
		}
		file, _, _ := strings.Cut(got, "|")
		if !path.IsAbs(file) || !strings.Contains(got, "|") && file != path.Clean(file) {
			t.Errorf("%q runs %q", script, got)
		}
	})
}
