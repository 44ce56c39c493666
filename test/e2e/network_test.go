package e2e

import (
	"os"
	"strings"
	"testing"
)

// TestWithoutNetworkPolicy has a cluster whose network accepts NetworkPolicies
// and heeds none: what cannot be known there is said, and is no failure.
func TestWithoutNetworkPolicy(t *testing.T) {
	if os.Getenv(useCluster) != "" {
		t.Skip("it needs a lab of its own")
	}
	t.Parallel()
	t.Cleanup(func() { lab(t, "down", "unheeded") })
	up(t, "unheeded", "--without", "network-policy")
	kubeconfig := lab(t, "kubeconfig", "unheeded")
	mastery := masteryFor(t, kubeconfig)
	if said, code := mastery("start", "l2-closed-doors", "--yes"); code != 0 || !strings.Contains(said, "It needs a network that enforces NetworkPolicies.") {
		t.Fatalf("start: exit code %d\n%s", code, said)
	}
	said, code := mastery("verify")
	if words := strings.Join(strings.Fields(said), " "); code != 3 || !strings.Contains(words, "does not enforce NetworkPolicies") || strings.Contains(words, "✗") {
		t.Errorf("verify: exit code %d\n%s", code, said)
	}
	if said, code := mastery("stop"); code != 0 {
		t.Errorf("stop: exit code %d\n%s", code, said)
	}
	// Right or wrong, a policy proves nothing there.
	for _, name := range []string{"right/policies", "wrong/allow-all-beside"} {
		out := prove(t, kubeconfig, trapDir+"/l2-trap-open-door", "--only", name)
		line := proven.FindStringSubmatch(out)
		if line == nil || line[2] != name || line[3] != "unknown" || !strings.Contains(out, "0 objects left behind") {
			t.Errorf("%s: %q\n%s", name, line, out)
		}
	}
}
