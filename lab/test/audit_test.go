package test

import (
	"bufio"
	"context"
	"encoding/json"
	"fmt"
	"os"
	"os/exec"
	"regexp"
	"slices"
	"strings"
	"testing"
)

// TestAudit does what a log is kept for, and finds it there.
func TestAudit(t *testing.T) {
	t.Parallel()
	c := useShared(t)
	const account = "reader"
	user := "system:serviceaccount:" + c.namespace + ":" + account
	follow := c.follow("--verb", "delete", "--resource", "configmaps")
	c.sleeper("p")
	c.kubectl("exec", "p", "--", "echo", "heard")
	c.kubectl("create", "serviceaccount", account)
	c.kubectl("create", "role", account, "--verb=get", "--resource=secrets")
	c.kubectl("create", "rolebinding", account, "--role="+account, "--serviceaccount="+c.namespace+":"+account)
	c.kubectl("create", "secret", "generic", "s", "--from-literal=key="+secretValue)
	c.await("the right to read", func() error { return c.try("--as", user, "get", "secret", "s").failure() })
	if r := c.try("--as", user, "delete", "pod", "p"); r.code == 0 {
		t.Error("the account deletes a pod")
	}
	c.kubectl("create", "configmap", "cm")
	c.kubectl("delete", "configmap", "cm")

	const began = `\d{4}-\d\d-\d\dT\d\d:\d\d:\d\dZ +`
	for what, tt := range map[string]struct {
		filter []string
		want   string
	}{
		"exec":    {[]string{"--resource", "pods/exec"}, `kubernetes-admin +get +pods/exec +` + c.namespace + `/p +101 +command "echo heard"; from kubectl/v1`},
		"secret":  {[]string{"--user", user, "--resource", "secrets"}, user + ` +get +secrets +` + c.namespace + `/s +200 +impersonated by kubernetes-admin`},
		"refusal": {[]string{"--user", user, "--verb", "delete"}, user + ` +delete +pods +` + c.namespace + `/p +403 +impersonated by kubernetes-admin; pods "p" is forbidden: `},
		"right":   {[]string{"--verb", "create,update", "--resource", "roles.rbac.authorization.k8s.io"}, `kubernetes-admin +create +roles.rbac.authorization.k8s.io +` + c.namespace + `/reader +201`},
	} {
		t.Run(what, func(t *testing.T) {
			// The log is written beside the requests.
			await(t, "a line", func() error {
				lines := c.with(t).audit(tt.filter...)
				last := lines[len(lines)-1]
				if !regexp.MustCompile(`^` + began + tt.want).MatchString(last) {
					return fmt.Errorf("got %q, want %s", last, tt.want)
				}
				return nil
			})
		})
	}
	t.Run("as it is followed", func(t *testing.T) {
		if got := follow(); !regexp.MustCompile(`^` + began + `kubernetes-admin +delete +configmaps +` + c.namespace + `/cm +200\n$`).MatchString(got) {
			t.Errorf("got %q", got)
		}
	})
	t.Run("entries", func(t *testing.T) { c.with(t).checkEntries() })
}

// secretValue must not be in the log.
const secretValue = "not-for-a-log"

// checkEntries looks at the entries of the test's namespace, and at who is in the
// whole log.
func (c *cluster) checkEntries() {
	c.t.Helper()
	bodies := map[string][2]bool{}
	for _, text := range c.audit("-o", "json") {
		var entry struct {
			Kind, Level, Verb string
			ObjectRef         struct{ Resource, Subresource string }
			RequestObject     json.RawMessage
			ResponseObject    json.RawMessage
		}
		if err := json.Unmarshal([]byte(text), &entry); err != nil || entry.Kind != "Event" || entry.Level == "" {
			c.t.Errorf("entry %s: %v", text, err)
		}
		if strings.Contains(text, secretValue) {
			c.t.Errorf("the log has the secret: %s", text)
		}
		if entry.Verb == "create" && entry.ObjectRef.Subresource == "" {
			bodies[entry.ObjectRef.Resource] = [2]bool{entry.RequestObject != nil, entry.ResponseObject != nil}
		}
	}
	for resource, want := range map[string][2]bool{
		"configmaps": {false, false}, "secrets": {false, false}, "pods": {true, false}, "roles": {true, true},
	} {
		if bodies[resource] != want {
			c.t.Errorf("creation of %s: request and response are there: %v, want %v", resource, bodies[resource], want)
		}
	}
	for text := range strings.Lines(mustLab(c.t, "audit", "--name", sharedLab, "-o", "json")) {
		var entry struct{ User struct{ Username string } }
		if err := json.Unmarshal([]byte(text), &entry); err != nil {
			c.t.Errorf("entry %s: %v", text, err)
		}
		if name := entry.User.Username; strings.HasPrefix(name, "system:kube-") || strings.HasPrefix(name, "kubectl-mastery-lab:") || slices.Contains([]string{"system:apiserver", "kubectl-mastery-lab"}, name) {
			c.t.Errorf("a part of the cluster is in the log: %s", text)
		}
	}
}

// audit returns the lines of the audit log about the test's namespace.
func (c *cluster) audit(args ...string) []string {
	c.t.Helper()
	out := mustLab(c.t, append([]string{"audit", "--name", sharedLab, "-n", c.namespace}, args...)...)
	return strings.Split(strings.TrimSpace(out), "\n")
}

// follow follows the log of the test's namespace; what it returns waits for the
// first line after the heading.
func (c *cluster) follow(args ...string) func() string {
	c.t.Helper()
	ctx, cancel := context.WithCancel(c.t.Context())
	cmd := exec.CommandContext(ctx, program(), append([]string{"audit", "-f", "--name", sharedLab, "-n", c.namespace}, args...)...)
	cmd.Cancel = func() error { return cmd.Process.Signal(os.Interrupt) }
	out, err := cmd.StdoutPipe()
	if err == nil {
		err = cmd.Start()
	}
	if err != nil {
		c.t.Fatal(err)
	}
	lines := bufio.NewReader(out)
	heading, err := lines.ReadString('\n')
	if err != nil || !strings.HasPrefix(heading, "TIME ") {
		c.t.Fatalf("heading %q, error %v", heading, err)
	}
	return func() string {
		line, err := lines.ReadString('\n')
		if err != nil {
			c.t.Errorf("read a line: %v", err)
		}
		cancel()
		if err := cmd.Wait(); err != nil && cmd.ProcessState.ExitCode() != 0 {
			c.t.Errorf("follow ended with %v", err)
		}
		return line
	}
}
