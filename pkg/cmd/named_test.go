package cmd

import (
	"strings"
	"testing"
)

// TestSeveralStarted: no verb chooses what it takes away.
func TestSeveralStarted(t *testing.T) {
	a := serve(t)
	a.begin(t, "l1-stay-alive", "l1-pod-crash", "l1-no-answer")
	before := len(a.paths("/"))
	for _, test := range []struct{ args, want string }{
		{"stop", "error: l1-stay-alive, l1-pod-crash and l1-no-answer are started; name one, `kubectl mastery stop ID`, or stop them all with --all\n"},
		{"reset", "error: l1-stay-alive, l1-pod-crash and l1-no-answer are started; name the one to begin anew, `kubectl mastery reset ID`\n"},
		{"reset --new-fault", "error: l1-stay-alive, l1-pod-crash and l1-no-answer are started; name the one to begin anew, `kubectl mastery reset ID`\n"},
		{"stop l1-never-created", "error: l1-never-created is not started here, so there is nothing to stop\n"},
		{"start l1-pod-crash -n shop", "error: a challenge has namespaces of its own, mastery-ID; leave out --namespace\n"},
		{"start --namespace shop --dry-run=client", "error: a challenge has namespaces of its own, mastery-ID; leave out --namespace\n"},
		{"reset l1-pod-crash -n shop", "error: a challenge has namespaces of its own, mastery-ID; leave out --namespace\n"},
	} {
		if code, out, errOut := mastery(t, strings.Fields(test.args)...); code != exitError || out != "" || errOut != test.want {
			t.Errorf("%s: exit code %d\n%s%s", test.args, code, out, errOut)
		}
	}
	if after := len(a.paths("/")); after != before {
		t.Errorf("%d objects became %d", before, after)
	}
	// What only looks means the one started last, and says so.
	if _, _, errOut := mastery(t, "hint", "--all"); !strings.HasPrefix(errOut, "l1-no-answer, the one started last\n") {
		t.Errorf("hint: %s", errOut)
	}
	if code, out, _ := mastery(t, "list", "-n", "shop", "-o", "name"); code != 0 || out == "" {
		t.Errorf("list -n: exit code %d", code)
	}
	if code, _, errOut := mastery(t, "stop", "l1-no-answer"); code != 0 {
		t.Errorf("one that is named: exit code %d\n%s", code, errOut)
	}
	if code, _, errOut := mastery(t, "stop", "--all"); code != 0 || strings.Count(errOut, "is stopped") != 2 {
		t.Errorf("all: exit code %d\n%s", code, errOut)
	}
	if left := a.paths("/api/v1/namespaces/mastery-"); len(left) > 0 {
		t.Errorf("left: %q", left)
	}
	if _, _, errOut := mastery(t, "stop"); !strings.HasPrefix(errOut, "error: no challenge is started;") {
		t.Errorf("none: %s", errOut)
	}
}
