package test

import (
	"fmt"
	"regexp"
	"strings"
	"testing"
)

// TestAddons puts all add-ons into the shared lab, and uses each.
func TestAddons(t *testing.T) {
	t.Parallel()
	r := lab(t, "add", "metrics-server", "--name", sharedLab, "--timeout", "2s")
	// How far it gets depends on the machine: the step that was not done is named,
	// and what an object of it lacked where it came to that.
	if late := regexp.MustCompile(` ✗ .*metrics-server`); r.code != 2 || !late.MatchString(r.stderr) || !strings.Contains(r.stderr, "\nerror: not done within 2s") || !strings.Contains(mustLab(t, "add", "--name", sharedLab), "metrics-server       no ") {
		t.Errorf("in too little time: exit code %d, %s", r.code, r.stderr)
	}
	r = lab(t, "add", "metrics-server", "gateway-api", "kube-state-metrics", "--name", sharedLab)
	if r.code != 0 || r.stdout != "" {
		t.Fatalf("exit code %d\n%s%s", r.code, r.stdout, r.stderr)
	}
	for _, step := range []string{
		"gateway-api works", "images for kube-state-metrics are at hand", "kube-state-metrics works",
		"images for metrics-server are at hand", "metrics-server works",
	} {
		if !strings.Contains(r.stderr, " ✓ "+step+" ") {
			t.Errorf("no step %q in\n%s", step, r.stderr)
		}
	}
	// They work by now: nothing here waits.
	for _, line := range strings.Split(strings.TrimSpace(mustLab(t, "add", "--name", sharedLab)), "\n")[1:] {
		if strings.Fields(line)[1] != "yes" {
			t.Errorf("not added: %s", line)
		}
	}
	c := useShared(t)
	if top := c.kubectl("top", "nodes", "--no-headers"); !strings.HasPrefix(top, "mastery-itest-control-plane ") {
		t.Errorf("top nodes: %s", top)
	}
	t.Run("again", func(t *testing.T) {
		t.Parallel()
		mustLab(t, "add", "kube-state-metrics", "--name", sharedLab)
	})
	t.Run("gateway-api", testGateway)
	t.Run("kube-state-metrics", testStateMetrics)
	t.Run("metrics-server", testTop)
	t.Run("autoscaler", testAutoscaler)
}

func testGateway(t *testing.T) {
	t.Parallel()
	c := useShared(t)
	names := strings.Fields(c.kubectl("get", "crd", "-o", `jsonpath={range .items[?(@.spec.group=="gateway.networking.k8s.io")]}crd/{.metadata.name} {end}`))
	if len(names) < 10 {
		t.Errorf("only %v", names)
	}
	c.kubectl(append([]string{"wait", "--for=condition=Established", "--timeout=30s"}, names...)...)
	gateway := func(port int) string {
		return fmt.Sprintf(`
apiVersion: gateway.networking.k8s.io/v1
kind: Gateway
metadata: {name: web}
spec:
  gatewayClassName: none
  listeners: [{name: http, protocol: HTTP, port: %d}]`, port)
	}
	c.apply(gateway(80))
	if got := c.kubectl("get", "gateways", "-o", "name"); got != "gateway.gateway.networking.k8s.io/web\n" {
		t.Errorf("gateways: %s", got)
	}
	cmd := c.command(t.Context(), "apply", "-f", "-")
	cmd.Stdin = strings.NewReader(gateway(0))
	if r := runProgram(t, cmd); r.code != 1 || !strings.Contains(r.stderr, "spec.listeners[0].port: Invalid value: 0") {
		t.Errorf("a Gateway on port 0: exit code %d, %s%s", r.code, r.stdout, r.stderr)
	}
}

func testStateMetrics(t *testing.T) {
	t.Parallel()
	c := useShared(t)
	c.kubectl("create", "configmap", "seen")
	want := fmt.Sprintf("kube_configmap_info{namespace=%q,configmap=\"seen\"} 1\n", c.namespace)
	c.await("a metric of the ConfigMap", func() error {
		metrics := c.kubectl("get", "--raw", "/api/v1/namespaces/kube-system/services/kube-state-metrics:http-metrics/proxy/metrics")
		if !strings.Contains(metrics, want) {
			return fmt.Errorf("no %s", want)
		}
		return nil
	})
}

func testTop(t *testing.T) {
	t.Parallel()
	c := useShared(t)
	c.waitFor("condition=Available", "apiservice/v1beta1.metrics.k8s.io")
	c.sleeper("idle")
	c.await("the pod's CPU and memory", func() error {
		r := c.try("top", "pods", "--no-headers")
		if fields := strings.Fields(r.stdout); len(fields) != 3 || fields[0] != "idle" || !strings.HasSuffix(fields[1], "m") || !strings.HasSuffix(fields[2], "Mi") {
			return fmt.Errorf("top pods: %s%s", r.stdout, r.stderr)
		}
		return nil
	})
}

// testAutoscaler lets a pod be busy, at the cost of a thirtieth of a core: a
// second one is started, and ended when the first is idle again.
func testAutoscaler(t *testing.T) {
	t.Parallel()
	c := useShared(t)
	c.apply(`
apiVersion: apps/v1
kind: Deployment
metadata: {name: web}
spec:
  selector: {matchLabels: {app: web}}
  template:
    metadata: {labels: {app: web}}
    spec:
      terminationGracePeriodSeconds: 0
      containers:
      - name: c
        image: ` + busybox + `
        command: [sh, -c, "touch /tmp/idle; while :; do [ ! -e /tmp/idle ] || sleep 1; done"]
        resources: {requests: {cpu: 10m}, limits: {cpu: 30m}}
---
apiVersion: autoscaling/v2
kind: HorizontalPodAutoscaler
metadata: {name: web}
spec:
  scaleTargetRef: {apiVersion: apps/v1, kind: Deployment, name: web}
  maxReplicas: 2
  metrics: [{type: Resource, resource: {name: cpu, target: {type: Utilization, averageUtilization: 100}}}]
  behavior: {scaleDown: {stabilizationWindowSeconds: 0}}`)
	c.waitFor("condition=Available", "deployment/web")
	first := strings.TrimSpace(c.kubectl("get", "pods", "-o", "name"))
	c.kubectl("exec", first, "--", "rm", "/tmp/idle")
	c.waitFor("jsonpath={.status.readyReplicas}=2", "deployment/web")
	c.kubectl("exec", first, "--", "touch", "/tmp/idle")
	c.waitFor("jsonpath={.status.replicas}=1", "deployment/web")
}
