package test

import (
	"strings"
	"testing"
)

// TestServiceAccountToken lets a pod ask the API with the token that it was
// given, before and after it is allowed to.
func TestServiceAccountToken(t *testing.T) {
	t.Parallel()
	c := useShared(t)
	c.sleeper("p")
	ask := func() string {
		const dir = "/var/run/secrets/kubernetes.io/serviceaccount"
		return c.kubectl("exec", "p", "--", "sh", "-c", `
wget -T 5 -S -O /dev/null --no-check-certificate --header "Authorization: Bearer $(cat `+dir+`/token)" \
  https://kubernetes.default.svc/api/v1/namespaces/`+c.namespace+`/configmaps 2>&1 | grep -o "HTTP/1.1 [0-9]*" | tail -1`)
	}
	if got := strings.TrimSpace(ask()); got != "HTTP/1.1 403" {
		t.Errorf("without a role: got %q, want HTTP/1.1 403", got)
	}
	c.kubectl("create", "rolebinding", "viewer", "--clusterrole=view", "--serviceaccount="+c.namespace+":default")
	c.await("access", func() error { return want(strings.TrimSpace(ask()), "HTTP/1.1 200") })
}

func TestPodSecurityAdmission(t *testing.T) {
	t.Parallel()
	c := useShared(t)
	c.kubectl("label", "namespace", c.namespace, "pod-security.kubernetes.io/enforce=restricted")
	r := c.try("run", "p", "--image="+busybox, "--restart=Never", "--", "sleep", "1")
	if r.code == 0 || !strings.Contains(r.stderr, `violates PodSecurity "restricted:latest"`) {
		t.Errorf("a pod that may do much: exit code %d, %s", r.code, r.stderr)
	}
	c.apply(`
apiVersion: v1
kind: Pod
metadata: {name: modest}
spec:
  securityContext: {runAsNonRoot: true, runAsUser: 1000, seccompProfile: {type: RuntimeDefault}}
  containers:
  - name: main
    image: ` + busybox + `
    command: [sleep, "100000"]
    securityContext: {allowPrivilegeEscalation: false, capabilities: {drop: [ALL]}}
`)
	c.ready("modest")
}
