package test

import (
	"fmt"
	"strconv"
	"strings"
	"testing"
)

// Nodes of the lab that this file's tests use.
const (
	nodesLab = "nodes"
	control  = "mastery-nodes-control-plane"
	workerA  = "mastery-nodes-worker"
	workerB  = "mastery-nodes-worker2"
)

// TestNodes uses a lab of three nodes, in the order of what is done to them.
func TestNodes(t *testing.T) {
	t.Parallel()
	takeDown(t, nodesLab)
	mustLab(t, "up", nodesLab, "--nodes", "3", "--with", "metrics-server", "--timeout=3m")
	c := admin(t, nodesLab)
	t.Run("kinds", func(t *testing.T) { testKinds(t, c) })
	t.Run("add-on", func(t *testing.T) { testWith(t, c) })
	t.Run("reach", func(t *testing.T) { testReach(t, c) })
	t.Run("volumes", func(t *testing.T) { testVolumes(t, c) })
	t.Run("load balancers", func(t *testing.T) { testBalancer(t, c) })
	t.Run("debug", func(t *testing.T) { testDebugNode(t, c) })
	t.Run("drain", func(t *testing.T) { testDrain(t, c) })
	t.Run("power", func(t *testing.T) { testPower(t, c) })
	t.Run("stop", func(t *testing.T) { testStop(t, c) })
}

// with is the cluster, for a part of the test.
func (c *cluster) with(t *testing.T) *cluster {
	part := *c
	part.t = t
	return &part
}

func testKinds(t *testing.T, c *cluster) {
	c = c.with(t)
	list := mustLab(t, "node", "list", "--name", nodesLab)
	for _, line := range []string{control + " control-plane ready 10.", workerA + " worker ready 10.", workerB + " worker ready 10."} {
		if !strings.Contains(strings.Join(strings.Fields(list), " "), line) {
			t.Errorf("no %q in\n%s", line, list)
		}
	}
	if got := c.kubectl("get", "nodes", "-o", `jsonpath={range .items[*]}{.metadata.name}:{.spec.taints[*].key} {end}`); got !=
		control+":node-role.kubernetes.io/control-plane "+workerA+": "+workerB+": " {
		t.Errorf("taints: %s", got)
	}
	r := lab(t, "up", nodesLab, "--nodes", "2")
	if want := "error: lab nodes has 3 nodes; to have it with --nodes 2, remove it first with `kubectl mastery lab down nodes`\n"; r.code != 2 || r.stderr != want {
		t.Errorf("another number of nodes: exit code %d, %s", r.code, r.stderr)
	}
}

// topOfAll asks for the use of all nodes. Nothing waits here: it is known when
// up ends.
func (c *cluster) topOfAll() {
	c.t.Helper()
	top := c.kubectl("top", "nodes", "--no-headers")
	for _, node := range []string{control, workerA, workerB} {
		if !strings.Contains(top, node+" ") {
			c.t.Errorf("%s is not among\n%s", node, top)
		}
	}
}

// testWith uses an add-on that came with up, and runs its image on each node.
func testWith(t *testing.T, c *cluster) {
	c = c.with(t)
	c.topOfAll()
	manifest := ""
	for _, node := range []string{control, workerA, workerB} {
		manifest += `
apiVersion: v1
kind: Pod
metadata: {name: version-` + node + `, labels: {app: version}}
spec:
  nodeName: ` + node + `
  restartPolicy: Never
  containers:
  - name: c
    image: registry.k8s.io/metrics-server/metrics-server:v0.9.0
    imagePullPolicy: Never
    command: [/metrics-server, --version]
---`
	}
	c.apply(manifest)
	for _, node := range []string{control, workerA, workerB} {
		c.waitFor("jsonpath={.status.phase}=Succeeded", "pod/version-"+node)
	}
	c.kubectl("delete", "pods", "-l", "app=version", "--now")
}

// on is a pod that serves its own name on a node.
func (c *cluster) on(node, pod string) string {
	return fmt.Sprintf(`
apiVersion: v1
kind: Pod
metadata: {name: %[1]s, labels: {app: reach}}
spec:
  nodeName: %[2]s
  terminationGracePeriodSeconds: 0
  containers:
  - name: c
    image: %[3]s
    command: [sh, -c, "echo %[1]s > /tmp/index.html; exec httpd -f -p 8080 -h /tmp"]
---
`, pod, node, busybox)
}

// testReach lets each pod reach each other one by its address, and a Service
// lead to all of them from each node.
func testReach(t *testing.T, c *cluster) {
	c = c.with(t)
	pods := map[string]string{"on-c": control, "on-a": workerA, "on-b": workerB}
	manifest := ""
	for pod, node := range pods {
		manifest += c.on(node, pod)
	}
	c.apply(manifest + `
apiVersion: v1
kind: Service
metadata: {name: reach}
spec: {selector: {app: reach}, ports: [{port: 80, targetPort: 8080}]}`)
	for pod := range pods {
		c.ready(pod)
	}
	ips := c.kubectl("get", "pods", "-l", "app=reach", "-o", "jsonpath={.items[*].status.podIP}")
	c.await("the Service to have all endpoints", func() error {
		found := c.kubectl("get", "endpointslices", "-l", "kubernetes.io/service-name=reach", "-o", "jsonpath={.items[*].endpoints[?(@.conditions.ready)].addresses[0]}")
		return want(strconv.Itoa(len(strings.Fields(found))), strconv.Itoa(len(pods)))
	})
	const all = "on-a on-b on-c"
	for from := range pods {
		byAddress := c.kubectl("exec", from, "--", "sh", "-c", "for ip in "+ips+"; do wget -qO- -T 5 http://$ip:8080; done | sort")
		if got := strings.Join(strings.Fields(byAddress), " "); got != all {
			t.Errorf("%s asks %s: %q", from, ips, got)
		}
		// One of three is missed by forty questions once in four million times.
		byService := c.kubectl("exec", from, "--", "sh", "-c", "for i in $(seq 40); do wget -qO- -T 5 http://reach.default.svc.cluster.local; done | sort -u")
		if got := strings.Join(strings.Fields(byService), " "); got != all {
			t.Errorf("%s asks the Service: %q", from, got)
		}
	}
	c.kubectl("delete", "pod,service", "-l", "app=reach", "--now")
	c.kubectl("delete", "service", "reach")
}

func testDebugNode(t *testing.T, c *cluster) {
	c = c.with(t)
	c.kubectl("debug", "node/"+workerA, "--image="+busybox, "--profile=sysadmin", "--", "chroot", "/host", "cat", "/etc/hostname")
	pod := strings.TrimSpace(c.kubectl("get", "pods", "-l", "app.kubernetes.io/managed-by=kubectl-debug", "-o", "name"))
	c.waitFor("jsonpath={.status.phase}=Succeeded", pod)
	if got := strings.TrimSpace(c.kubectl("logs", pod)); got != workerA {
		t.Errorf("the node says that it is %q", got)
	}
	c.kubectl("delete", pod, "--now")
}

// testDrain drains a node against a budget, which it must honour until the
// budget allows it.
func testDrain(t *testing.T, c *cluster) {
	c = c.with(t)
	c.apply(`
apiVersion: apps/v1
kind: Deployment
metadata: {name: pair}
spec:
  replicas: 2
  selector: {matchLabels: {app: pair}}
  template:
    metadata: {labels: {app: pair}}
    spec:
      terminationGracePeriodSeconds: 0
      containers: [{name: c, image: "` + busybox + `", command: [sleep, "3600"]}]
      tolerations:
      - {key: node.kubernetes.io/unreachable, operator: Exists, effect: NoExecute, tolerationSeconds: 1}
      topologySpreadConstraints:
      - {maxSkew: 1, topologyKey: kubernetes.io/hostname, whenUnsatisfiable: ScheduleAnyway, labelSelector: {matchLabels: {app: pair}}}
---
apiVersion: policy/v1
kind: PodDisruptionBudget
metadata: {name: pair}
spec: {minAvailable: 2, selector: {matchLabels: {app: pair}}}`)
	c.waitFor("condition=Available", "deployment/pair")
	c.await("the budget to know its pods", func() error {
		return want(c.kubectl("get", "pdb", "pair", "-o", "jsonpath={.status.currentHealthy}"), "2")
	})
	r := c.try("drain", workerA, "--ignore-daemonsets", "--delete-emptydir-data", "--timeout=2s")
	if r.code == 0 || !strings.Contains(r.stderr, "Cannot evict pod as it would violate the pod's disruption budget") {
		t.Errorf("drain against the budget: exit code %d\n%s", r.code, r.stderr)
	}
	c.kubectl("patch", "pdb", "pair", "--type=merge", "-p", `{"spec":{"minAvailable":1}}`)
	c.await("the budget to allow it", func() error {
		return want(c.kubectl("get", "pdb", "pair", "-o", "jsonpath={.status.disruptionsAllowed}"), "1")
	})
	c.kubectl("drain", workerA, "--ignore-daemonsets", "--delete-emptydir-data", "--timeout=60s")
	if got := c.kubectl("get", "pods", "-l", "app=pair", "-o", "jsonpath={.items[*].spec.nodeName}"); strings.Contains(got+" ", workerA+" ") {
		t.Errorf("pods after the drain are on %s", got)
	}
	c.kubectl("uncordon", workerA)
}

// testPower cuts the power of a node: the cluster notices, its pods are
// evicted and run elsewhere, and it comes back.
func testPower(t *testing.T, c *cluster) {
	c = c.with(t)
	mustLab(t, "node", "stop", workerB, "--name", nodesLab)
	if got := mustLab(t, "node", "list", "--name", nodesLab); !strings.Contains(strings.Join(strings.Fields(got), " "), workerB+" worker off") {
		t.Errorf("nodes:\n%s", got)
	}
	r := lab(t, "status", nodesLab)
	if line := "Node " + workerB + " is off. On again: kubectl mastery lab node start " + workerB + " --name " + nodesLab + "\n"; r.code != 1 || r.stderr != line ||
		!strings.Contains(strings.Join(strings.Fields(r.stdout), " "), nodesLab+" running 2/3 ") {
		t.Errorf("status: exit code %d\n%s%s", r.code, r.stdout, r.stderr)
	}
	c.waitFor("condition=Ready=Unknown", "node/"+workerB)
	c.await("the pods to run on the other node", func() error {
		return want(c.kubectl("get", "pods", "-l", "app=pair", "--field-selector=status.phase=Running", "-o",
			`go-template={{range .items}}{{if not .metadata.deletionTimestamp}}{{.spec.nodeName}} {{end}}{{end}}`), workerA+" "+workerA+" ")
	})
	local := c.balancerOf("local")
	c.await("another node to answer for the load balancer", func() error { return says(local, "lb-c") })
	r = lab(t, "add", "gateway-api", "--name", nodesLab)
	if want := "error: node " + workerB + " is off; switch all nodes on with `kubectl mastery lab up nodes`\n"; r.code != 2 || r.stderr != want {
		t.Errorf("an add-on while a node is off: exit code %d, %s", r.code, r.stderr)
	}
	r = lab(t, "node", "stop", workerB, "--name", nodesLab)
	if r.code != 0 || r.stderr != "Node "+workerB+" is off already.\n" {
		t.Errorf("off again: exit code %d, %s", r.code, r.stderr)
	}
	// The others have nothing new to say: up waits for the one that was off.
	mustLab(t, "up", nodesLab, "--timeout=60s")
	mustLab(t, "node", "stop", workerB, "--name", nodesLab)
	mustLab(t, "node", "start", workerB, "--name", nodesLab)
	c.apply(c.on(workerB, "back"))
	c.ready("back")
}

// testStop stops the whole lab; up finds what was in it, switches on what was
// off, and puts right what was added.
func testStop(t *testing.T, c *cluster) {
	c = c.with(t)
	c.kubectl("create", "configmap", "kept", "--from-literal=a=b")
	c.kubectl("delete", "clusterrole", "system:aggregated-metrics-reader")
	mustLab(t, "node", "stop", workerA, "--name", nodesLab)
	before := statusOf(t, nodesLab)
	mustLab(t, "stop", nodesLab)
	if s := statusOf(t, nodesLab); s.State != "stopped" || before.State == "stopped" {
		t.Errorf("state %s, before %s", s.State, before.State)
	}
	if r := lab(t, "node", "start", workerA, "--name", nodesLab); r.code != 2 ||
		r.stderr != "error: lab nodes does not run; start it with `kubectl mastery lab up nodes`\n" {
		t.Errorf("a node of a stopped lab: exit code %d, %s", r.code, r.stderr)
	}
	if r := lab(t, "add", "gateway-api", "--name", nodesLab); r.code != 2 ||
		r.stderr != "error: lab nodes does not run; start it with `kubectl mastery lab up nodes`\n" {
		t.Errorf("an add-on for a stopped lab: exit code %d, %s", r.code, r.stderr)
	}
	up := lab(t, "up", nodesLab, "--timeout=3m")
	if up.code != 0 || !strings.Contains(up.stderr, " ✓ metrics-server works ") {
		t.Fatalf("up again: exit code %d\n%s", up.code, up.stderr)
	}
	c.topOfAll()
	c.kubectl("get", "clusterrole", "system:aggregated-metrics-reader")
	if got := c.kubectl("get", "configmap", "kept", "-o", "jsonpath={.data.a}"); got != "b" {
		t.Errorf("what was in the lab: %q", got)
	}
	if s := statusOf(t, nodesLab); s.State != "ready" || len(s.Nodes) != 3 {
		t.Errorf("after up: %+v", s)
	}
	c.apply(volumeUser("after", "shared", "nodeName: "+workerB))
	if got := c.inside("after", "cat /data/file"); got != "kept" {
		t.Errorf("what was in the volume: %q", got)
	}
}
