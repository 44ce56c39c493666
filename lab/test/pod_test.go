package test

import (
	"bufio"
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"net/http"
	"os"
	"path/filepath"
	"regexp"
	"strings"
	"testing"
	"time"
)

func TestLogsExecAndCopy(t *testing.T) {
	t.Parallel()
	c := useShared(t)
	c.kubectl("run", "p", "--image="+busybox, "--restart=Never", "--", "sh", "-c", "echo said once; sleep 100000")
	c.ready("p")
	if got := c.kubectl("logs", "p"); got != "said once\n" {
		t.Errorf("logs: got %q", got)
	}
	if got := c.kubectl("exec", "p", "--", "echo", "heard"); got != "heard\n" {
		t.Errorf("exec: got %q", got)
	}
	if r := c.try("exec", "p", "--", "sh", "-c", "exit 7"); r.code != 7 {
		t.Errorf("exec: got exit code %d, want 7", r.code)
	}
	dir := t.TempDir()
	there, back := filepath.Join(dir, "there"), filepath.Join(dir, "back")
	if err := os.WriteFile(there, []byte("carried"), 0o600); err != nil {
		t.Fatal(err)
	}
	c.kubectl("cp", there, "p:/tmp/file")
	c.kubectl("cp", "p:/tmp/file", back)
	got, err := os.ReadFile(back)
	if err != nil || string(got) != "carried" {
		t.Errorf("cp there and back: got %q, error %v", got, err)
	}
}

var forwarding = regexp.MustCompile(`Forwarding from (127\.0\.0\.1:\d+)`)

func TestPortForward(t *testing.T) {
	t.Parallel()
	c := useShared(t)
	c.kubectl("run", "web", "--image="+nginx, "--restart=Never")
	c.ready("web")
	ctx, cancel := context.WithCancel(t.Context())
	cmd := c.command(ctx, "port-forward", "pod/web", ":80")
	out, err := cmd.StdoutPipe()
	if err != nil {
		t.Fatal(err)
	}
	if err := cmd.Start(); err != nil {
		t.Fatal(err)
	}
	defer func() {
		cancel()
		if err := cmd.Wait(); err == nil {
			t.Error("port-forward ended by itself")
		}
	}()
	line, err := bufio.NewReader(out).ReadString('\n')
	if err != nil {
		t.Fatal(err)
	}
	match := forwarding.FindStringSubmatch(line)
	if match == nil {
		t.Fatalf("port-forward said %q", line)
	}
	if err := answers("http://" + match[1]); err != nil {
		t.Error(err)
	}
}

// answers asks a URL, and wants a good answer.
func answers(url string) error {
	response, err := http.Get(url)
	if err != nil {
		return err
	}
	defer response.Body.Close()
	if _, err := io.Copy(io.Discard, response.Body); err != nil {
		return err
	}
	if response.StatusCode != http.StatusOK {
		return fmt.Errorf("%s answers %s", url, response.Status)
	}
	return nil
}

func TestOutOfMemoryIsCalledSo(t *testing.T) {
	t.Parallel()
	c := useShared(t)
	c.apply(`
apiVersion: v1
kind: Pod
metadata: {name: hungry}
spec:
  restartPolicy: Never
  containers:
  - name: main
    image: ` + busybox + `
    command: [sh, -c, "cat /sys/fs/cgroup/memory/memory.limit_in_bytes /sys/fs/cgroup/memory.max 2>/dev/null; tail /dev/zero"]
    resources: {limits: {memory: 20Mi}}
`)
	c.waitFor("jsonpath={.status.phase}=Failed", "pod/hungry")
	got := c.kubectl("get", "pod", "hungry", "-o", "jsonpath={.status.containerStatuses[0].state.terminated.reason}")
	if got != "OOMKilled" {
		t.Errorf("reason: got %q, want OOMKilled", got)
	}
	if got := strings.TrimSpace(c.kubectl("logs", "hungry")); got != "20971520" {
		t.Errorf("memory limit that the container sees: got %q, want 20971520", got)
	}
}

// TestCPULimit lets a process try to use a whole CPU for two seconds, and
// looks at how much of it was given.
func TestCPULimit(t *testing.T) {
	t.Parallel()
	c := useShared(t)
	// It counts until it was held back: on a busy machine that may take a while.
	c.apply(`
apiVersion: v1
kind: Pod
metadata: {name: busy}
spec:
  restartPolicy: Never
  containers:
  - name: main
    image: ` + busybox + `
    command: [timeout, "60", sh, -c, "stat='cat /sys/fs/cgroup/cpu/cpu.stat /sys/fs/cgroup/cpu.stat'; until $stat 2>/dev/null | grep 'nr_throttled [1-9]'; do i=0; while [ $i -lt 100000 ]; do i=$((i+1)); done; done"]
    resources: {limits: {cpu: 100m}}
`)
	c.waitFor("jsonpath={.status.containerStatuses[0].state.terminated}", "pod/busy")
	stat := c.kubectl("logs", "busy")
	if !regexp.MustCompile(`nr_throttled [1-9]`).MatchString(stat) {
		t.Errorf("a limit of a tenth of a CPU never held the process back:\n%s", stat)
	}
}

func TestLivenessProbeRestarts(t *testing.T) {
	t.Parallel()
	c := useShared(t)
	c.apply(`
apiVersion: v1
kind: Pod
metadata: {name: dying}
spec:
  terminationGracePeriodSeconds: 0
  containers:
  - name: main
    image: ` + busybox + `
    command: [sleep, "100000"]
    livenessProbe: {exec: {command: ["false"]}, periodSeconds: 1, failureThreshold: 1}
`)
	c.waitFor("jsonpath={.status.containerStatuses[0].restartCount}=1", "pod/dying")
}

func TestReadinessProbeGates(t *testing.T) {
	t.Parallel()
	c := useShared(t)
	c.apply(`
apiVersion: v1
kind: Pod
metadata: {name: shy, labels: {app: shy}}
spec:
  containers:
  - name: main
    image: ` + busybox + `
    command: [sleep, "100000"]
    readinessProbe: {exec: {command: [test, -e, /tmp/ready]}, periodSeconds: 1}
---
apiVersion: v1
kind: Service
metadata: {name: shy}
spec: {selector: {app: shy}, ports: [{port: 80}]}
`)
	c.waitFor("jsonpath={.status.phase}=Running", "pod/shy")
	endpoint := func() string {
		return c.kubectl("get", "endpointslices", "-l", "kubernetes.io/service-name=shy",
			"-o", "jsonpath={.items[*].endpoints[*].conditions.ready}")
	}
	c.await("an endpoint that is not ready", func() error { return want(endpoint(), "false") })
	c.kubectl("exec", "shy", "--", "touch", "/tmp/ready")
	c.ready("shy")
	c.await("an endpoint that is ready", func() error { return want(endpoint(), "true") })
}

func want[T comparable](got, want T) error {
	if got != want {
		return fmt.Errorf("got %#v, want %#v", got, want)
	}
	return nil
}

func TestRuntimeDefaultSeccomp(t *testing.T) {
	t.Parallel()
	c := useShared(t)
	for profile, mode := range map[string]string{"RuntimeDefault": "2", "Unconfined": "0"} {
		name := strings.ToLower(profile)
		c.apply(`
apiVersion: v1
kind: Pod
metadata: {name: ` + name + `}
spec:
  restartPolicy: Never
  securityContext: {seccompProfile: {type: ` + profile + `}}
  containers:
  - name: main
    image: ` + busybox + `
    command: [grep, "^Seccomp:", /proc/self/status]
`)
		c.waitFor("jsonpath={.status.phase}=Succeeded", "pod/"+name)
		if got := strings.Fields(c.kubectl("logs", name)); len(got) != 2 || got[1] != mode {
			t.Errorf("profile %s: got %q, want mode %s", profile, got, mode)
		}
	}
}

func TestStaticPod(t *testing.T) {
	t.Parallel()
	c := useShared(t)
	node := "mastery-" + sharedLab + "-control-plane"
	manifests := filepath.Join(dataDir(), "labs", sharedLab, "nodes", node, "etc", "kubernetes", "manifests")
	file := filepath.Join(manifests, "static.yaml")
	err := os.WriteFile(file, []byte(`
apiVersion: v1
kind: Pod
metadata: {name: static, namespace: `+c.namespace+`}
spec:
  terminationGracePeriodSeconds: 0
  containers:
  - {name: main, image: `+busybox+`, command: [sleep, "100000"]}
`), 0o600)
	if err != nil {
		t.Fatal(err)
	}
	defer os.Remove(file)
	pod := "static-" + node
	c.await("the mirror of the static pod", func() error { return c.try("get", "pod", pod).failure() })
	c.ready(pod)
	if err := os.Remove(file); err != nil {
		t.Fatal(err)
	}
	c.waitFor("delete", "pod/"+pod)
}

// TestStaticPodBeforeItsNamespace starts a static pod in a namespace that is made
// later: the API knows it only then.
func TestStaticPodBeforeItsNamespace(t *testing.T) {
	t.Parallel()
	c := useShared(t)
	node := "mastery-" + sharedLab + "-control-plane"
	const namespace = "static-later"
	pod := "early-" + node
	file := filepath.Join(dataDir(), "labs", sharedLab, "nodes", node, "etc", "kubernetes", "manifests", "early.yaml")
	err := os.WriteFile(file, []byte(`
apiVersion: v1
kind: Pod
metadata: {name: early, namespace: `+namespace+`}
spec:
  terminationGracePeriodSeconds: 0
  containers:
  - {name: main, image: `+busybox+`, command: [sleep, "100000"]}
`), 0o600)
	if err != nil {
		t.Fatal(err)
	}
	defer os.Remove(file)
	c.await("the kubelet to run it", func() error {
		var list struct {
			Items []struct {
				Metadata struct{ Name string }
				Status   struct{ Phase string }
			}
		}
		if err := json.Unmarshal([]byte(c.kubectl("get", "--raw", "/api/v1/nodes/"+node+"/proxy/pods")), &list); err != nil {
			return err
		}
		for _, p := range list.Items {
			if p.Metadata.Name == pod {
				return want(p.Status.Phase, "Running")
			}
		}
		return errors.New("the kubelet does not know it")
	})
	c.kubectl("create", "namespace", namespace)
	defer c.kubectl("delete", "namespace", namespace, "--wait=false")
	// The kubelet looks at a pod again after a minute and a half at the latest.
	awaitWithin(t, 2*time.Minute, "its mirror", func() error { return c.try("get", "pod", pod, "--namespace", namespace).failure() })
	if err := os.Remove(file); err != nil {
		t.Fatal(err)
	}
	c.kubectl("wait", "--for=delete", "pod/"+pod, "--namespace", namespace, "--timeout=60s")
}
