package test

import (
	"errors"
	"fmt"
	"io"
	"net"
	"net/http"
	"strings"
	"syscall"
	"testing"
	"time"
)

// balanced are Services of type LoadBalancer before one pod.
const balanced = `
apiVersion: v1
kind: Pod
metadata: {name: web, labels: {app: web}}
spec: {containers: [{name: main, image: ` + nginx + `}]}
---
apiVersion: v1
kind: Service
metadata: {name: cluster}
spec: {type: LoadBalancer, selector: {app: web}, ports: [{port: 80}]}
---
apiVersion: v1
kind: Service
metadata: {name: local}
spec: {type: LoadBalancer, externalTrafficPolicy: Local, loadBalancerClass: mastery-lab/balancer, selector: {app: web}, ports: [{port: 80}]}
---
apiVersion: v1
kind: Service
metadata: {name: elsewhere}
spec: {type: LoadBalancer, loadBalancerIP: 192.0.2.1, selector: {app: web}, ports: [{port: 80}]}
---
apiVersion: v1
kind: Service
metadata: {name: foreign}
spec: {type: LoadBalancer, loadBalancerClass: example.com/other, selector: {app: web}, ports: [{port: 80}]}
`

func TestLoadBalancer(t *testing.T) {
	t.Parallel()
	c := useShared(t)
	c.apply(balanced)
	c.ready("web")
	cluster, local := c.balancerOf("cluster"), c.balancerOf("local")
	if cluster == local {
		t.Errorf("two Services have the address %s", local)
	}
	for addr, name := range map[string]string{cluster: "cluster", local: "local"} {
		c.await("an answer to the host of "+name, func() error { return answers("http://" + addr + "/?host-" + name) })
		c.kubectl("exec", "web", "--", "wget", "-T", "5", "-qO", "/dev/null", "http://"+addr+"/?pod-"+name)
	}
	host, _, _ := strings.Cut(c.requests("GET /?host-local "), " ")
	if node := c.nodeAddress(); net.ParseIP(host) == nil || host != strings.TrimSuffix(node, "11")+"1" {
		t.Errorf("policy Local: the pod sees the host as %s, and the node is %s", host, node)
	}
	t.Run("other ports are nobody's", func(t *testing.T) {
		// kubelet listens on all addresses of its node.
		for _, port := range []string{"81", "10250"} {
			conn, err := net.DialTimeout("tcp", net.JoinHostPort(cluster, port), 5*time.Second)
			if err == nil {
				conn.Close()
			}
			if !errors.Is(err, syscall.ECONNREFUSED) {
				t.Errorf("port %s: %v", port, err)
			}
		}
	})
	t.Run("an address that there is not", func(t *testing.T) {
		c := c.with(t)
		c.await("an event", func() error {
			return contains(c.eventsOf("elsewhere"), "SyncLoadBalancerFailed loadBalancerIP 192.0.2.1 is none of the addresses for load balancers, 10.80.")
		})
		got := c.kubectl("get", "services", "elsewhere", "foreign", "-o", "jsonpath={.items[*].status.loadBalancer.ingress}")
		if strings.TrimSpace(got) != "" {
			t.Errorf("they have %s", got)
		}
	})
	t.Run("back to a cluster IP", func(t *testing.T) {
		c := c.with(t)
		c.kubectl("patch", "service", "cluster", "-p", `{"spec": {"type": "ClusterIP"}}`)
		c.await("silence", func() error {
			conn, err := net.DialTimeout("tcp", net.JoinHostPort(cluster, "80"), time.Second)
			if err != nil && !errors.Is(err, syscall.ECONNREFUSED) {
				return nil
			}
			if err != nil {
				return fmt.Errorf("%s still answers: %w", cluster, err)
			}
			conn.Close()
			return fmt.Errorf("%s still answers", cluster)
		})
		if got := c.kubectl("get", "service", "cluster", "-o", "jsonpath={.status.loadBalancer.ingress}"); got != "" {
			t.Errorf("it has %s", got)
		}
	})
}

// balancerOf waits for the address of a Service.
func (c *cluster) balancerOf(service string) string {
	c.t.Helper()
	const path = "{.status.loadBalancer.ingress[0].ip}"
	c.waitFor("jsonpath="+path, "service/"+service)
	return c.kubectl("get", "service", service, "-o", "jsonpath="+path)
}

// requests are the lines in which pod web notes requests.
func (c *cluster) requests(request string) string {
	c.t.Helper()
	var lines []string
	for line := range strings.Lines(c.kubectl("logs", "web")) {
		if strings.Contains(line, request) {
			lines = append(lines, line)
		}
	}
	return strings.Join(lines, "")
}

// eventsOf are reasons and messages of the events of an object.
func (c *cluster) eventsOf(name string) string {
	c.t.Helper()
	return c.kubectl("get", "events", "--field-selector=involvedObject.name="+name,
		"-o", `jsonpath={range .items[*]}{.reason} {.message}{"\n"}{end}`)
}

func contains(text, part string) error {
	if !strings.Contains(text, part) {
		return fmt.Errorf("no %q in %q", part, text)
	}
	return nil
}

// testBalancer lets a Service keep traffic on the node that it comes to, with a
// pod on workerB and one on the control plane: the worker answers for its
// address. Pods on all nodes reach it.
func testBalancer(t *testing.T, c *cluster) {
	c = c.with(t)
	c.apply(c.on(control, "lb-c") + c.on(workerB, "lb-b") + c.on(workerA, "asks") + `
apiVersion: v1
kind: Service
metadata: {name: local}
spec: {type: LoadBalancer, externalTrafficPolicy: Local, selector: {lb: local}, ports: [{port: 80, targetPort: 8080}]}
---
apiVersion: v1
kind: Service
metadata: {name: cluster}
spec: {type: LoadBalancer, selector: {lb: local}, ports: [{port: 80, targetPort: 8080}]}`)
	c.kubectl("label", "pod", "lb-b", "lb-c", "lb=local")
	for _, pod := range []string{"lb-b", "lb-c", "asks"} {
		c.ready(pod)
	}
	local, cluster := c.balancerOf("local"), c.balancerOf("cluster")
	c.await("worker B to answer", func() error { return says(local, "lb-b") })
	// The host learns at once that another node answers: by itself it would ask
	// only after 15 to 45 s.
	began := time.Now()
	c.kubectl("label", "pod", "lb-b", "lb-")
	c.await("the control plane to answer", func() error { return says(local, "lb-c") })
	if took := time.Since(began); took > 10*time.Second {
		t.Errorf("another node answers only after %s", took)
	}
	c.kubectl("label", "pod", "lb-b", "lb=local")
	c.await("worker B to answer again", func() error { return says(local, "lb-b") })
	// Through worker A, which has no endpoint.
	c.await("an answer for the other one", func() error { return answers("http://" + cluster) })
	for _, from := range []string{"asks", "lb-b", "lb-c"} {
		c.kubectl("exec", from, "--", "wget", "-qO-", "-T", "5", "http://"+local, "http://"+cluster)
	}
	c.kubectl("delete", "pod", "asks", "--now")
}

// says asks a load balancer several times for the pod behind it.
func says(addr, pod string) error {
	client := &http.Client{Timeout: time.Second, Transport: &http.Transport{DisableKeepAlives: true}}
	for range 5 {
		response, err := client.Get("http://" + addr)
		if err != nil {
			return err
		}
		body, err := io.ReadAll(response.Body)
		err = errors.Join(err, response.Body.Close(), want(strings.TrimSpace(string(body)), pod))
		if err != nil {
			return err
		}
	}
	return nil
}
