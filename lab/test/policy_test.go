package test

import (
	"fmt"
	"net/http"
	"slices"
	"strings"
	"sync"
	"syscall"
	"testing"
	"time"

	"golang.org/x/sys/unix"
)

const (
	policyLab    = "policy"
	policyNode   = "mastery-policy-control-plane"
	policyWorker = "mastery-policy-worker"
)

// enforcedWithin is how long after a change of a policy packets may still go
// by the policies before.
const enforcedWithin = 2 * time.Second

// TestNetworkPolicy has a lab of two nodes with a server on one, and on each a
// client in the server's namespace and one in another.
func TestNetworkPolicy(t *testing.T) {
	t.Parallel()
	takeDown(t, policyLab)
	mustLab(t, "up", policyLab, "--nodes", "2", "--timeout=3m")
	c := admin(t, policyLab)
	c.namespace = "" // each object names its own
	p := newPolicyWorld(c)
	for _, tt := range append(policyCases(p), largeCase(t, p)) {
		t.Run(tt.name, func(t *testing.T) { p.check(t, tt) })
	}
	t.Run("first packet", p.testFirstPacket)
	t.Run("open connection", p.testOpenConnection)
	t.Run("forged address", p.testForgedAddress)
	t.Run("own node", p.testOwnNode)
	t.Run("from outside", p.testFromOutside)
}

// A policyWorld is what the policies of the tests are about.
type policyWorld struct {
	c *cluster
	// server is the address of pod red/web, service that of a Service for it.
	server, service string
	// far and blueFar are the addresses of clients red/far and blue/far.
	far, blueFar string
}

func policyClients() []string { return []string{"red/near", "red/far", "blue/near", "blue/far"} }

func newPolicyWorld(c *cluster) *policyWorld {
	client := func(id, node string) string {
		namespace, name, _ := strings.Cut(id, "/")
		return fmt.Sprintf(`
apiVersion: v1
kind: Pod
metadata: {name: %s, namespace: %s, labels: {app: %s, kind: client}}
spec:
  nodeName: %s
  terminationGracePeriodSeconds: 0
  containers: [{name: c, image: %q, command: [sleep, "100000"]}]
---`, name, namespace, name, node, busybox)
	}
	c.apply(`
apiVersion: v1
kind: Namespace
metadata: {name: red, labels: {team: red}}
---
apiVersion: v1
kind: Namespace
metadata: {name: blue, labels: {team: blue}}`)
	c.await("the namespaces' accounts", func() error {
		return c.try("get", "serviceaccount", "default", "-n", "red").failure()
	})
	c.await("the namespaces' accounts", func() error {
		return c.try("get", "serviceaccount", "default", "-n", "blue").failure()
	})
	c.apply(client("red/near", policyWorker) + client("red/far", policyNode) +
		client("blue/near", policyWorker) + client("blue/far", policyNode) + `
apiVersion: v1
kind: Pod
metadata: {name: web, namespace: red, labels: {app: web}}
spec:
  nodeName: ` + policyWorker + `
  terminationGracePeriodSeconds: 0
  containers:
  - name: web
    image: ` + agnhost + `
    args: [netexec, --http-port=8080, --udp-port=8081]
    ports: [{name: web, containerPort: 8080}, {name: talk, containerPort: 8081, protocol: UDP}]
    readinessProbe: {httpGet: {path: /, port: 8080}, periodSeconds: 1}
  - name: other
    image: ` + agnhost + `
    args: [netexec, --http-port=9090, --udp-port=-1]
    ports: [{name: other, containerPort: 9090}]
---
apiVersion: v1
kind: Service
metadata: {name: web, namespace: red}
spec:
  type: NodePort
  selector: {app: web}
  ports: [{port: 80, targetPort: web, nodePort: 30080}]`)
	for _, pod := range append([]string{"red/web"}, policyClients()...) {
		namespace, name, _ := strings.Cut(pod, "/")
		c.kubectl("wait", "--for=condition=Ready", "pod/"+name, "-n", namespace, "--timeout=90s")
	}
	address := func(namespace, name string) string {
		return c.kubectl("get", "pod", name, "-n", namespace, "-o", "jsonpath={.status.podIP}")
	}
	return &policyWorld{
		c:       c,
		server:  address("red", "web"),
		service: c.kubectl("get", "service", "web", "-n", "red", "-o", "jsonpath={.spec.clusterIP}"),
		far:     address("red", "far"),
		blueFar: address("blue", "far"),
	}
}

// Ways to the server that the clients try: "web" and "other" by TCP, "talk" by
// UDP, "service" through the Service to "web".
func policyWays() []string { return []string{"web", "other", "talk", "service"} }

// script tries all ways from inside of a client, at the same time, and prints
// those that lead there.
func (p *policyWorld) script() string {
	tcp := "{ nc -z -w 1 %s %d && echo %s; } &\n"
	return fmt.Sprintf(tcp, p.server, 8080, "web") + fmt.Sprintf(tcp, p.server, 9090, "other") + fmt.Sprintf(tcp, p.service, 80, "service") +
		// The answer has no end of line.
		fmt.Sprintf("{ said=$(echo echo talk | timeout 1 nc -u -w 1 %s 8081); echo $said; } &\nwait\n", p.server)
}

// try returns which clients get through which ways.
func (p *policyWorld) try(t *testing.T) []string {
	c := p.c.with(t)
	var all []string
	var mu sync.Mutex
	var group sync.WaitGroup
	for _, id := range policyClients() {
		namespace, name, _ := strings.Cut(id, "/")
		group.Go(func() {
			said := c.try("exec", "-n", namespace, name, "--", "sh", "-c", p.script()).stdout
			mu.Lock()
			defer mu.Unlock()
			for way := range strings.FieldsSeq(said) {
				all = append(all, id+" "+way)
			}
		})
	}
	group.Wait()
	slices.Sort(all)
	return all
}

// check puts the policies of a case in the place of those before, and looks who
// gets through from the moment on from which they must hold.
func (p *policyWorld) check(t *testing.T, tt policyCase) {
	c := p.c.with(t)
	p.set(t, tt.policies)
	since := time.Now()
	expected := tt.expected()
	for {
		began := time.Now()
		got := p.try(t)
		if slices.Equal(got, expected) {
			return
		}
		if began.Sub(since) > enforcedWithin {
			t.Fatalf("who gets through:\n%s\nwho should:\n%s\n%s", strings.Join(got, "\n"), strings.Join(expected, "\n"),
				c.kubectl("get", "networkpolicies", "-A", "-o", "yaml"))
		}
	}
}

// set makes these the policies of the cluster.
func (p *policyWorld) set(t *testing.T, policies string) {
	t.Helper()
	c := p.c.with(t)
	c.kubectl("delete", "networkpolicies", "--all", "-n", "red")
	c.kubectl("delete", "networkpolicies", "--all", "-n", "blue")
	if policies != "" {
		c.apply(policies)
	}
}

// testFirstPacket starts pods that are forbidden to reach the server, and try
// as their first deed. None runs while nobody is there to guard it.
func (p *policyWorld) testFirstPacket(t *testing.T) {
	c := p.c.with(t)
	p.set(t, policyOf("blue", "{}", "policyTypes: [Egress]"))
	const pods = 6
	var manifest strings.Builder
	for i := range pods {
		fmt.Fprintf(&manifest, `
apiVersion: v1
kind: Pod
metadata: {name: first-%d, namespace: blue, labels: {kind: first}}
spec:
  nodeName: %s
  restartPolicy: Never
  containers: [{name: c, image: %q, command: [sh, -c, "nc -z -w 1 %s 8080 && echo reached || echo blocked"]}]
---`, i, []string{policyNode, policyWorker}[i%2], busybox, p.server)
	}
	agents := p.agents(t)
	signal := func(s syscall.Signal) {
		for _, pid := range agents {
			if err := unix.Kill(pid, s); err != nil {
				t.Errorf("signal %d: %v", pid, err)
			}
		}
	}
	signal(unix.SIGSTOP)
	resume := sync.OnceFunc(func() { signal(unix.SIGCONT) })
	t.Cleanup(resume)
	c.apply(manifest.String())
	ended := []string{"wait", "pods", "-n", "blue", "-l", "kind=first", "--for=jsonpath={.status.phase}=Succeeded"}
	if r := c.try(append(ended, "--timeout=3s")...); r.code == 0 {
		t.Error("pods ran unguarded")
	}
	resume()
	c.kubectl(append(ended, "--timeout=60s")...)
	if got := c.kubectl("logs", "-n", "blue", "-l", "kind=first", "--prefix=false"); strings.Count(got, "blocked") != pods {
		t.Errorf("pods say:\n%s", got)
	}
	c.kubectl("delete", "pods", "-n", "blue", "-l", "kind=first", "--now")
}

// agents are the pids of the nodes' agents.
func (p *policyWorld) agents(t *testing.T) []int {
	var pids []int
	for _, node := range statusOf(t, policyLab).Nodes {
		for _, component := range node.Components {
			if component.Name == "mastery-agent" {
				pids = append(pids, inHost(t, node.Pid, component.Pid))
			}
		}
	}
	if len(pids) != 2 {
		t.Fatalf("agents: %v", pids)
	}
	return pids
}

// testOpenConnection forbids a connection that is open.
func (p *policyWorld) testOpenConnection(t *testing.T) {
	c := p.c.with(t)
	p.set(t, "")
	inPod := func(pod, script string) string {
		return c.kubectl("exec", "-n", "red", pod, "--", "sh", "-c", script)
	}
	inPod("far", "nc -lk -p 7000 >/tmp/got 2>/dev/null </dev/null & while ! nc -z 127.0.0.1 7000; do :; done")
	inPod("near", "(while echo x; do sleep 0.1; done) 2>/dev/null | nc "+p.far+" 7000 >/dev/null 2>&1 &")
	size := func() string { return strings.TrimSpace(inPod("far", "wc -c </tmp/got")) }
	c.await("something to come", func() error {
		if size() == "0" {
			return fmt.Errorf("nothing came")
		}
		return nil
	})
	c.apply(policyOf("red", "{matchLabels: {app: far}}", "policyTypes: [Ingress]"))
	since := time.Now()
	for {
		began := time.Now()
		before := size()
		inPod("far", "sleep 0.5")
		if size() == before {
			break
		}
		if began.Sub(since) > enforcedWithin {
			t.Fatal("data still comes")
		}
	}
	inPod("near", "pkill nc")
	inPod("far", "pkill nc")
}

// testForgedAddress sends packets from a pod that may send nothing, in the name of
// an address that no policy is for.
func (p *policyWorld) testForgedAddress(t *testing.T) {
	c := p.c.with(t)
	p.set(t, policyOf("blue", "{}", "policyTypes: [Egress]"))
	c.apply(`
apiVersion: v1
kind: Pod
metadata: {name: forger, namespace: blue}
spec:
  nodeName: ` + policyWorker + `
  terminationGracePeriodSeconds: 0
  containers:
  - name: c
    image: ` + agnhost + `
    args: [pause]
    securityContext: {capabilities: {add: [NET_ADMIN]}}`)
	c.kubectl("wait", "--for=condition=Ready", "pod/forger", "-n", "blue", "--timeout=60s")
	forged := p.server[:strings.LastIndex(p.server, ".")] + ".250"
	receive := "nc -lu -p 7001 >/tmp/heard 2>/dev/null </dev/null & "
	c.kubectl("exec", "-n", "red", "far", "--", "sh", "-c", receive)
	send := func(namespace, pod, from, text string) {
		c.kubectl("exec", "-n", namespace, pod, "--", "sh", "-c", "echo "+text+" | timeout 2 nc -u -w 1 "+from+" "+p.far+" 7001; true")
	}
	c.kubectl("exec", "-n", "blue", "forger", "--", "ip", "address", "add", forged+"/32", "dev", "eth0")
	send("blue", "forger", "-s "+forged, "forged")
	send("red", "near", "", "honest")
	c.await("the honest one to be heard", func() error {
		heard := c.kubectl("exec", "-n", "red", "far", "--", "cat", "/tmp/heard")
		if strings.Contains(heard, "forged") {
			t.Fatal("the forged packet came")
		}
		return want(strings.TrimSpace(heard), "honest")
	})
	c.kubectl("delete", "pod", "forger", "-n", "blue", "--now")
}

// testOwnNode looks at what no policy forbids: a pod and its node.
func (p *policyWorld) testOwnNode(t *testing.T) {
	c := p.c.with(t)
	p.set(t, policyOf("red", "{}", "policyTypes: [Ingress, Egress]"))
	node := c.kubectl("get", "node", policyWorker, "-o", `jsonpath={.status.addresses[?(@.type=="InternalIP")].address}`)
	c.await("a pod of the node to be cut off", func() error {
		return want(c.try("exec", "-n", "red", "near", "--", "nc", "-z", "-w", "1", p.server, "8080").code, 1)
	})
	c.kubectl("exec", "-n", "red", "near", "--", "nc", "-z", "-w", "1", node, "10250")
	c.kubectl("exec", "-n", "red", "web", "-c", "web", "--", "nc", "-z", "-w", "1", p.server, "8080")
	// The kubelet's probes go on: three must fail in a row for it to show.
	until := time.Now().Add(4 * time.Second)
	for time.Now().Before(until) {
		if r := c.try("wait", "pod/web", "-n", "red", "--for=condition=Ready=false", "--timeout=4s"); r.code == 0 {
			t.Fatal("the server is not Ready any more")
		}
	}
}

// testFromOutside lets the host ask through a node's port.
func (p *policyWorld) testFromOutside(t *testing.T) {
	c := p.c.with(t)
	node := c.kubectl("get", "node", policyWorker, "-o", `jsonpath={.status.addresses[?(@.type=="InternalIP")].address}`)
	host := node[:strings.LastIndex(node, ".")] + ".1"
	client := http.Client{Timeout: time.Second, Transport: &http.Transport{DisableKeepAlives: true}}
	ask := func(expected bool) func() error {
		return func() error {
			answer, err := client.Get("http://" + node + ":30080/")
			if err == nil {
				err = answer.Body.Close()
			}
			return want(err == nil, expected)
		}
	}
	p.set(t, policyOf("red", "{}", "policyTypes: [Ingress]"))
	c.await("the host to be cut off", ask(false))
	p.set(t, policyOf("red", "{}", "ingress: [{from: [{ipBlock: {cidr: "+host+"/32}}]}]"))
	c.await("the host to be let in", ask(true))
	p.set(t, policyOf("red", "{}", "ingress: [{from: [{ipBlock: {cidr: 0.0.0.0/0, except: ["+host+"/32]}}]}]"))
	c.await("the host to be left out", ask(false))
}
