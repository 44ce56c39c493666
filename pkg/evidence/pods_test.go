package evidence

import (
	"fmt"
	"testing"

	"sigs.k8s.io/yaml"

	"github.com/kubectl-mastery/kubectl-mastery/pkg/challenge"
)

// parse reads one value, whole numbers as int64.
func parse(t testing.TB, text string) any {
	t.Helper()
	var value any
	if err := yaml.Unmarshal([]byte(text), &value); err != nil {
		t.Fatalf("%v in\n%s", err, text)
	}
	return whole(value)
}

// TestAsTemplated holds a pod's spec beside the template that is to have made
// it: only what the template says is compared.
func TestAsTemplated(t *testing.T) {
	const template = `{
  initContainers: [{name: prepare, image: busybox, command: [prepare]}],
  containers: [{name: shop, image: shop, command: [/app/shop], args: [--port, "8080"], workingDir: /app,
    env: [{name: CURRENCY, value: EUR}, {name: KEY, valueFrom: {secretKeyRef: {name: s, key: k}}}],
    envFrom: [{configMapRef: {name: settings}}], volumeMounts: [{name: program, mountPath: /app}],
    resources: {limits: {memory: 96Mi}}}, {name: proxy, image: proxy}]}`
	set := func(list string, i int, key, value string) func(t *testing.T, spec map[string]any) {
		return func(t *testing.T, spec map[string]any) {
			c := named(spec[list])[i]
			if delete(c, key); value != "" {
				c[key] = parse(t, value)
			}
		}
	}
	bring := func(volume string) func(t *testing.T, spec map[string]any) {
		return func(t *testing.T, spec map[string]any) {
			spec["volumes"] = []any{parse(t, volume)}
			c := named(spec["containers"])[0]
			c["volumeMounts"] = append(c["volumeMounts"].([]any), parse(t, "{name: pages, mountPath: /pages}"))
		}
	}
	tests := []struct {
		name  string
		edit  func(t *testing.T, spec map[string]any)
		still bool
	}{
		{"as it was made", func(*testing.T, map[string]any) {}, true},
		{"resized", set("containers", 0, "resources", "{limits: {memory: 128Mi}}"), false},
		{"without its limit", set("containers", 0, "resources", "{}"), false},
		{"without resources", set("containers", 0, "resources", ""), false},
		{"another command", set("containers", 0, "command", "[/bin/sh]"), false},
		{"another command of an init container", set("initContainers", 0, "command", "['true']"), false},
		{"no command", set("containers", 0, "command", ""), false},
		{"other arguments", set("containers", 0, "args", `[--port, "80"]`), false},
		{"another working directory", set("containers", 0, "workingDir", "/"), false},
		{"no working directory", set("containers", 0, "workingDir", ""), false},
		{"another value in the environment", set("containers", 0, "env", "[{name: CURRENCY, value: USD}, {name: KEY, valueFrom: {secretKeyRef: {name: s, key: k}}}]"), false},
		{"another key of a Secret", set("containers", 0, "env", "[{name: CURRENCY, value: EUR}, {name: KEY, valueFrom: {secretKeyRef: {name: s, key: x}}}]"), false},
		{"a variable less", set("containers", 0, "env", "[{name: CURRENCY, value: EUR}]"), false},
		{"another ConfigMap", set("containers", 0, "envFrom", "[{configMapRef: {name: other}}]"), false},
		{"no ConfigMap", set("containers", 0, "envFrom", ""), false},
		{"mounted elsewhere", set("containers", 0, "volumeMounts", "[{name: program, mountPath: /opt}]"), false},
		{"mounts that the template does not have", bring("{name: pages, configMap: {name: pages}}"), false},
		{"a mounted Secret that the template does not have", bring("{name: pages, secret: {secretName: pages}}"), false},
		{"a mounted claim that the template does not have", bring("{name: pages, persistentVolumeClaim: {claimName: pages}}"), false},
		{"a token, as admission mounts it", bring("{name: pages, projected: {sources: [{serviceAccountToken: {path: token}}]}}"), true},
		{"a directory, as injectors mount it", bring("{name: pages, emptyDir: {}}"), true},
		{"a node selector, as admission adds it", func(t *testing.T, spec map[string]any) { spec["nodeSelector"] = parse(t, "{pool: a}") }, true},
		{"a container renamed", set("containers", 1, "name", "other"), false},
		{"a container less", func(_ *testing.T, spec map[string]any) { spec["containers"] = spec["containers"].([]any)[:1] }, false},
		{"no init container", func(_ *testing.T, spec map[string]any) { delete(spec, "initContainers") }, false},
		{"an init container among the others", func(_ *testing.T, spec map[string]any) {
			spec["containers"] = append(spec["containers"].([]any), spec["initContainers"].([]any)...)
			delete(spec, "initContainers")
		}, false},
		{"no containers", func(_ *testing.T, spec map[string]any) { clear(spec) }, false},

		{"another image", set("containers", 0, "image", "docker.io/library/shop:latest"), true},
		{"more in the environment", set("containers", 0, "env", "[{name: PROXY, value: x}, {name: CURRENCY, value: EUR}, {name: KEY, valueFrom: {secretKeyRef: {name: s, key: k, optional: false}}}]"), true},
		{"one more ConfigMap", set("containers", 0, "envFrom", "[{configMapRef: {name: more}}, {configMapRef: {name: settings}}]"), true},
		{"a token mounted", set("containers", 0, "volumeMounts", "[{name: program, mountPath: /app}, {name: kube-api-access, mountPath: /var/run/secrets/kubernetes.io/serviceaccount, readOnly: true}]"), true},
		{"more of a mount", set("containers", 0, "volumeMounts", "[{name: program, mountPath: /app, readOnly: true}]"), true},
		{"a request by default", set("containers", 0, "resources", "{limits: {memory: 96Mi, cpu: '1'}, requests: {memory: 96Mi}}"), true},
		{"resources where none are wanted", set("containers", 1, "resources", "{limits: {memory: 96Mi}}"), true},
		{"a container more", func(t *testing.T, spec map[string]any) {
			spec["containers"] = append([]any{parse(t, "{name: mesh, image: mesh}")}, spec["containers"].([]any)...)
		}, true},
		{"an init container more", func(t *testing.T, spec map[string]any) {
			spec["initContainers"] = append(spec["initContainers"].([]any), parse(t, "{name: mesh, image: mesh, restartPolicy: Always}"))
		}, true},
		{"a node and a policy", func(_ *testing.T, spec map[string]any) { spec["nodeName"], spec["restartPolicy"] = "node-1", "Always" }, true},
	}
	for _, test := range tests {
		t.Run(test.name, func(t *testing.T) {
			spec := parse(t, template).(map[string]any)
			test.edit(t, spec)
			pod := map[string]any{"spec": spec, "metadata": parse(t, "{name: p, ownerReferences: [{uid: w, controller: true}]}")}
			for _, kind := range []string{"ReplicaSet", "StatefulSet", "DaemonSet"} {
				workload := objects(t, fmt.Sprintf("[{kind: %s, metadata: {uid: w}, spec: {template: {spec: %s}}}]", kind, template))[0]
				current, superseded := ownedPods(workload, []map[string]any{pod}, nil)
				if len(current)+len(superseded) != 1 || (len(current) == 1) != test.still {
					t.Errorf("%s: current %q, superseded %q", kind, namesOf(current), namesOf(superseded))
				}
			}
		})
	}
}

// TestSameTemplate wants of a Deployment's ReplicaSet of the same revision that
// it makes the pods that the Deployment wants now.
func TestSameTemplate(t *testing.T) {
	const template = "{metadata: {labels: {app: shop}}, spec: {containers: [{name: shop, image: 'shop:2'}], terminationGracePeriodSeconds: 30}}"
	const hashed = "{metadata: {labels: {app: shop, pod-template-hash: h}}, spec: {containers: [{name: shop, image: 'shop:2'}], terminationGracePeriodSeconds: 30}}"
	tests := []struct {
		name    string
		spec    string
		copied  string
		current bool
	}{
		{"the same", "template: " + template, template, true},
		{"with the controller's label", "template: " + template, hashed, true},
		{"both with the label", "template: " + hashed, hashed, true},
		{"a paused rollout of what is the same", "paused: true, template: " + template, hashed, true},
		{"another image, paused", "paused: true, template: " + template, "{metadata: {labels: {app: shop, pod-template-hash: h}}, spec: {containers: [{name: shop, image: 'shop:1'}], terminationGracePeriodSeconds: 30}}", false},
		{"another label", "template: " + template, "{metadata: {labels: {app: other, pod-template-hash: h}}, spec: {containers: [{name: shop, image: 'shop:2'}], terminationGracePeriodSeconds: 30}}", false},
		{"a field less", "template: " + template, "{metadata: {labels: {app: shop, pod-template-hash: h}}, spec: {containers: [{name: shop, image: 'shop:2'}]}}", false},
		{"a number of another value", "template: " + template, "{metadata: {labels: {app: shop, pod-template-hash: h}}, spec: {containers: [{name: shop, image: 'shop:2'}], terminationGracePeriodSeconds: 31}}", false},
	}
	for _, test := range tests {
		t.Run(test.name, func(t *testing.T) {
			const revision = `annotations: {deployment.kubernetes.io/revision: "2"}`
			workload := objects(t, fmt.Sprintf("[{kind: Deployment, metadata: {uid: w, generation: 3, %s}, spec: {%s}, status: {observedGeneration: 3}}]", revision, test.spec))[0]
			sets := objects(t, fmt.Sprintf("[{metadata: {uid: rs, %s, ownerReferences: [{uid: w, controller: true}]}, spec: {template: %s}}]", revision, test.copied))
			pods := objects(t, "[{metadata: {name: p, ownerReferences: [{uid: rs, controller: true}]}, spec: {containers: [{name: shop, image: 'shop:2'}]}}]")
			for range 2 { // what is compared stays as it was
				current, superseded := ownedPods(workload, pods, sets)
				if len(current)+len(superseded) != 1 || (len(current) == 1) != test.current {
					t.Errorf("current %q, superseded %q", namesOf(current), namesOf(superseded))
				}
			}
		})
	}
}

// TestProbedAs compares a probe of a pod with its template's.
func TestProbedAs(t *testing.T) {
	tests := []struct {
		actual, wanted string
		want           bool
	}{
		{"null", "null", true},
		{"{httpGet: {port: 1}}", "null", true},
		{"null", "{httpGet: {port: 1}}", false},
		{"{exec: {command: ['true']}}", "{httpGet: {port: 1}}", false},
		{"{httpGet: {port: 1}, periodSeconds: 2, timeoutSeconds: 1}", "{httpGet: {port: 1}, periodSeconds: 2}", true},
		{"{httpGet: {port: 1}, periodSeconds: 3}", "{httpGet: {port: 1}, periodSeconds: 2}", false},
		{"{httpGet: {port: 15020, path: /app}}", "{httpGet: {port: 1}}", true},
		{"{httpGet: {port: 15020}}", "{tcpSocket: {port: 1}}", true},
		{"{tcpSocket: {port: 1}}", "{grpc: {port: 1}}", true},
		{"{grpc: {port: 1}}", "{httpGet: {port: 1}}", true},
		{"{exec: {command: [a]}}", "{exec: {command: [a]}}", true},
		{"{exec: {command: [b]}}", "{exec: {command: [a]}}", false},
		{"{httpGet: {port: 1}}", "{exec: {command: [a]}}", false},
	}
	for _, test := range tests {
		if got := probedAs(parse(t, test.actual), parse(t, test.wanted)); got != test.want {
			t.Errorf("%s is %s: %t", test.actual, test.wanted, got)
		}
	}
	const template = "{containers: [{name: shop, readinessProbe: {httpGet: {port: 1}}, livenessProbe: {httpGet: {port: 1}}, startupProbe: {httpGet: {port: 1}}}]}"
	workload := objects(t, "[{kind: ReplicaSet, metadata: {uid: w}, spec: {template: {spec: "+template+"}}}]")[0]
	for _, dropped := range []string{"readinessProbe", "livenessProbe", "startupProbe", ""} {
		pods := objects(t, "[{metadata: {name: p, ownerReferences: [{uid: w, controller: true}]}, spec: "+template+"}]")
		delete(pods[0]["spec"].(map[string]any)["containers"].([]any)[0].(map[string]any), dropped)
		if current, _ := ownedPods(workload, pods, nil); (len(current) == 1) != (dropped == "") {
			t.Errorf("without %q: current %q", dropped, namesOf(current))
		}
	}
}

func TestIncludes(t *testing.T) {
	tests := []struct {
		actual, wanted string
		want           bool
	}{
		{"1", "null", true},
		{"null", "null", true},
		{"null", "1", false},
		{"1", "1", true},
		{"1", "2", false},
		{"1", "'1'", false},
		{"true", "true", true},
		{"{a: 1, b: 2}", "{a: 1}", true},
		{"{a: 1}", "{a: 1, b: 2}", false},
		{"{a: 1}", "{a: 1, b: null}", true},
		{"{a: {b: 1, c: 2}}", "{a: {b: 1}}", true},
		{"{a: {b: 1, c: 2}}", "{a: {b: 2}}", false},
		{"{a: 1}", "{}", true},
		{"null", "{}", true},
		{"null", "{a: 1}", false},
		{"x", "{a: 1}", false},
		{"[1, 2]", "[2]", true},
		{"[1]", "[1, 2]", false},
		{"[{name: b}, {name: a, value: x}]", "[{name: a}]", true},
		{"[{name: a, value: x}]", "[{name: a, value: y}]", false},
		{"[{name: a, value: x}, {name: b, value: y}]", "[{name: a, value: y}]", false},
		{"null", "[]", true},
		{"null", "[1]", false},
		{"{a: 1}", "[1]", false},
	}
	for _, test := range tests {
		if got := includes(parse(t, test.actual), parse(t, test.wanted)); got != test.want {
			t.Errorf("%s includes %s: %t", test.actual, test.wanted, got)
		}
	}
}

// TestTemplatedInOrder compares what has an order, and what stands behind the
// names of volumes. Each of these pods runs something else than the template
// says.
func TestTemplatedInOrder(t *testing.T) {
	const template = "{containers: [{name: shop, command: [sh, -c], args: [/app/shop], env: [{name: CURRENCY, value: EUR}], volumeMounts: [{name: program, mountPath: /app}]}], volumes: [{name: program, configMap: {name: program}}]}"
	tests := []struct{ name, spec string }{
		{"other arguments that have the wanted one among them", "{containers: [{name: shop, command: [sh, -c], args: [sleep 1d, /app/shop], env: [{name: CURRENCY, value: EUR}], volumeMounts: [{name: program, mountPath: /app}]}], volumes: [{name: program, configMap: {name: program}}]}"},
		{"a longer command", "{containers: [{name: shop, command: [env, sh, -c], args: [/app/shop], env: [{name: CURRENCY, value: EUR}], volumeMounts: [{name: program, mountPath: /app}]}], volumes: [{name: program, configMap: {name: program}}]}"},
		{"a variable that is set again", "{containers: [{name: shop, command: [sh, -c], args: [/app/shop], env: [{name: CURRENCY, value: EUR}, {name: CURRENCY, value: USD}], volumeMounts: [{name: program, mountPath: /app}]}], volumes: [{name: program, configMap: {name: program}}]}"},
		{"another ConfigMap behind the volume", "{containers: [{name: shop, command: [sh, -c], args: [/app/shop], env: [{name: CURRENCY, value: EUR}], volumeMounts: [{name: program, mountPath: /app}]}], volumes: [{name: program, configMap: {name: other}}]}"},
	}
	workload := objects(t, "[{kind: ReplicaSet, metadata: {uid: w}, spec: {template: {spec: "+template+"}}}]")[0]
	for _, test := range tests {
		t.Run(test.name, func(t *testing.T) {
			pods := objects(t, "[{metadata: {name: p, ownerReferences: [{uid: w, controller: true}]}, spec: "+test.spec+"}]")
			if current, _ := ownedPods(workload, pods, nil); len(current) != 0 {
				t.Errorf("current %q", namesOf(current))
			}
		})
	}
}

// TestTemplateWithNulls observes a Deployment as API servers before Kubernetes
// 1.34 write it and its ReplicaSet: their templates have a creationTimestamp
// that is null.
func TestTemplateWithNulls(t *testing.T) {
	const template = "template: {metadata: {creationTimestamp: null, labels: {app: shop}}, spec: {containers: [{name: shop}]}}"
	o := see(t, map[string]string{
		"Deployment": `[{kind: Deployment, metadata: {name: d, uid: w, generation: 1, annotations: {deployment.kubernetes.io/revision: "2"}}, spec: {` + template + `}, status: {observedGeneration: 1}}]`,
		"ReplicaSet": `[{metadata: {uid: rs, annotations: {deployment.kubernetes.io/revision: "2"}, ownerReferences: [{uid: w, controller: true}]}, spec: {` + template + `}}]`,
		"Pod":        "[{metadata: {name: p, ownerReferences: [{uid: rs, controller: true}]}, spec: {containers: [{name: shop}]}}]",
	}).observe(challenge.Watch{APIVersion: "apps/v1", Kind: "Deployment", Name: "d"})
	if namesOf(o.Pods) != "p" || len(o.Superseded) != 0 {
		t.Errorf("pods %q, superseded %q", namesOf(o.Pods), namesOf(o.Superseded))
	}
}
