package cmd

import (
	"context"
	"path/filepath"
	"strings"
	"testing"

	"k8s.io/cli-runtime/pkg/genericiooptions"
)

// nowhere runs a command line without a cluster, on a machine that knows nothing
// yet.
func nowhere(t *testing.T, args ...string) (code int, out, errOut string) {
	t.Helper()
	t.Setenv("KUBECONFIG", filepath.Join(t.TempDir(), "none"))
	t.Setenv("HOME", t.TempDir())
	t.Setenv("XDG_STATE_HOME", t.TempDir())
	streams, _, said, narrated := genericiooptions.NewTestIOStreams()
	code = Main(context.Background(), args, streams)
	return code, said.String(), narrated.String()
}

// TestShow tells of challenges what is known before they are started.
func TestShow(t *testing.T) {
	var all strings.Builder
	for _, args := range []string{"l1-pod-crash", "l1-manifest-repair", "l2-closed-doors", "l4-just-enough", "l4-just-enough -o yaml", "l1-project-multi-pod"} {
		code, out, errOut := nowhere(t, append([]string{"show"}, strings.Fields(args)...)...)
		if code != 0 || !strings.HasSuffix(errOut, "; this is what this machine remembers.\n") {
			t.Errorf("%s: exit code %d, on stderr: %s", args, code, errOut)
		}
		all.WriteString("$ kubectl mastery show " + args + "\n" + out + "\n")
	}
	golden(t, "show.txt", all.String())
}

// TestShowSpoils nothing: what is wrong is not told before the challenge is solved.
func TestShowSpoils(t *testing.T) {
	c := crash(t)
	code, out, _ := nowhere(t, "show", c.ID(), "-o", "json")
	if code != 0 {
		t.Fatalf("exit code %d", code)
	}
	for _, f := range c.Spec.Faults {
		if strings.Contains(out, f.ID) || strings.Contains(out, f.Sees) {
			t.Errorf("it tells of fault %s", f.ID)
		}
	}
}

func TestShowErrors(t *testing.T) {
	for args, want := range map[string]string{
		"":                     "error: name one challenge; `kubectl mastery list` shows them\n",
		"l1-pod-crush":         "error: no such challenge: \"l1-pod-crush\"; did you mean \"l1-pod-crash\"? `kubectl mastery list` shows all\n",
		"l1-pod-crash -o wide": "error: unknown output \"wide\"; use json or yaml\n",
	} {
		if code, _, errOut := nowhere(t, append([]string{"show"}, strings.Fields(args)...)...); code != exitError || errOut != want {
			t.Errorf("%q: exit code %d, %s", args, code, errOut)
		}
	}
}
