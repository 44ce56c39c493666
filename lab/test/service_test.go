package test

import (
	"fmt"
	"strings"
	"testing"
)

const web = `
apiVersion: apps/v1
kind: Deployment
metadata: {name: web}
spec:
  replicas: 2
  selector: {matchLabels: {app: web}}
  template:
    metadata: {labels: {app: web}}
    spec:
      terminationGracePeriodSeconds: 0
      containers:
      - name: main
        image: ` + nginx + `
        readinessProbe: {httpGet: {port: 80}, periodSeconds: 1}
---
apiVersion: v1
kind: Service
metadata: {name: web}
spec: {type: NodePort, selector: {app: web}, ports: [{port: 8080, targetPort: 80}]}
---
apiVersion: v1
kind: Service
metadata: {name: web-each}
spec: {clusterIP: None, selector: {app: web}, ports: [{port: 80}]}
`

func TestServices(t *testing.T) {
	t.Parallel()
	c := useShared(t)
	c.apply(web)
	c.kubectl("rollout", "status", "deployment/web", "--timeout=90s")
	c.sleeper("p")

	t.Run("cluster IP by name", func(t *testing.T) {
		await(t, "an answer", func() error {
			return c.try("exec", "p", "--", "wget", "-T", "2", "-qO-", "http://web:8080").failure()
		})
	})
	t.Run("node port from the host", func(t *testing.T) {
		port := c.kubectl("get", "service", "web", "-o", "jsonpath={.spec.ports[0].nodePort}")
		addr := c.kubectl("get", "nodes", "-o", `jsonpath={.items[0].status.addresses[?(@.type=="InternalIP")].address}`)
		await(t, "an answer", func() error { return answers("http://" + addr + ":" + port) })
	})
	t.Run("headless name gives every pod", func(t *testing.T) {
		await(t, "two addresses", func() error {
			said := c.kubectl("exec", "p", "--", "nslookup", "web-each."+c.namespace+".svc.cluster.local")
			for ip := range strings.FieldsSeq(c.kubectl("get", "pods", "-l", "app=web", "-o", "jsonpath={.items[*].status.podIP}")) {
				if !strings.Contains(said, ip) {
					return fmt.Errorf("no %s in %s", ip, said)
				}
			}
			return nil
		})
	})
	t.Run("from a pod to itself through its Service", func(t *testing.T) {
		pod := c.kubectl("get", "pods", "-l", "app=web", "-o", "jsonpath={.items[0].metadata.name}")
		c.kubectl("scale", "deployment/web", "--replicas=1")
		c.kubectl("wait", "--for=jsonpath={.status.replicas}=1", "deployment/web", "--timeout=60s")
		pod = c.kubectl("get", "pods", "-l", "app=web", "-o", "jsonpath={.items[0].metadata.name}")
		await(t, "an answer", func() error {
			return c.try("exec", pod, "--", "wget", "-T", "2", "-qO-", "http://web:8080").failure()
		})
	})
}

func TestHostPort(t *testing.T) {
	t.Parallel()
	c := useShared(t)
	c.apply(`
apiVersion: v1
kind: Pod
metadata: {name: web}
spec:
  containers:
  - {name: main, image: ` + nginx + `, ports: [{containerPort: 80, hostPort: 8088}]}
`)
	c.ready("web")
	addr := c.kubectl("get", "nodes", "-o", `jsonpath={.items[0].status.addresses[?(@.type=="InternalIP")].address}`)
	await(t, "an answer", func() error { return answers("http://" + addr + ":8088") })
}
