package e2e

import (
	"errors"
	"os"
	"os/exec"
	"strings"
	"testing"
	"time"
)

// command is one of kubectl's, on a cluster.
func command(kubeconfig string, args ...string) *exec.Cmd {
	return exec.Command("kubectl", append([]string{"--kubeconfig", kubeconfig}, args...)...)
}

// masteryFor runs commands of kubectl mastery as one learner, who has no files
// yet, and returns all that they say and their exit code.
func masteryFor(t *testing.T, kubeconfig string) func(args ...string) (said string, code int) {
	environment := append(os.Environ(), "KUBECONFIG="+kubeconfig, "HOME="+t.TempDir(), "XDG_STATE_HOME="+t.TempDir())
	return func(args ...string) (said string, code int) {
		t.Helper()
		command := exec.Command("kubectl", append([]string{"mastery"}, args...)...)
		command.Env = environment
		out, err := command.CombinedOutput()
		if exit, ok := errors.AsType[*exec.ExitError](err); ok {
			return string(out), exit.ExitCode()
		}
		if err != nil {
			t.Fatal(err)
		}
		return string(out), 0
	}
}

// bounded asks again and again for what nothing tells of, until it is there, and
// gives up after half a minute.
func bounded(t *testing.T, what string, ask func() (said string, ok bool)) {
	t.Helper()
	for began := time.Now(); ; {
		said, ok := ask()
		if ok {
			return
		}
		if time.Since(began) > 30*time.Second {
			t.Fatalf("no %q within half a minute: %s", what, said)
		}
	}
}

// kubectlFor runs commands of kubectl that must succeed, and returns what they
// say.
func kubectlFor(kubeconfig string) func(t *testing.T, stdin string, args ...string) string {
	return func(t *testing.T, stdin string, args ...string) string {
		t.Helper()
		command := command(kubeconfig, args...)
		command.Stdin = strings.NewReader(stdin)
		out, err := command.CombinedOutput()
		if err != nil {
			t.Fatalf("kubectl %v: %v\n%s", args, err, out)
		}
		return strings.TrimSpace(string(out))
	}
}
