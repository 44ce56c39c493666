package e2e

import (
	"encoding/base64"
	"os"
	"strings"
	"testing"
)

// TestWebhook has somebody else's hand in what is written, as admission policies
// have it in l3-trap-admission, here by a server. Where one changes things back,
// that fails; where it only adds a label, it does not.
func TestWebhook(t *testing.T) {
	kubeconfig := cluster(t, "webhook")
	const id = "l3-trap-admission"
	const namespace = "mastery-" + id
	kubectl, mastery := kubectlFor(kubeconfig), masteryFor(t, kubeconfig)
	if said, code := mastery("start", id, "--challenges", trapDir, "--yes"); code != 0 {
		t.Fatalf("start: exit code %d\n%s", code, said)
	}
	t.Cleanup(func() {
		if said, code := mastery("uninstall", "--challenges", trapDir, "--yes"); code != 0 {
			t.Errorf("uninstall: exit code %d\n%s", code, said)
		}
		if left := kubectl(t, "", "get", "mutatingwebhookconfigurations", "-o", "name"); left != "" {
			t.Errorf("left behind: %s", left)
		}
	})
	manifest, err := os.ReadFile("testdata/webhook.yaml")
	if err != nil {
		t.Fatal(err)
	}
	ca, certificate, key := certificates(t, "hook."+namespace+".svc")
	values := strings.NewReplacer("NAMESPACE", namespace, "AUTHORITY", base64.StdEncoding.EncodeToString(ca))
	kubectl(t, `{"apiVersion": "v1", "kind": "Secret", "type": "kubernetes.io/tls", "metadata": {"name": "hook", "namespace": "`+namespace+`"}, "data": {"tls.crt": "`+
		base64.StdEncoding.EncodeToString(certificate)+`", "tls.key": "`+base64.StdEncoding.EncodeToString(key)+`"}}`, "create", "-f", "-")
	kubectl(t, values.Replace(string(manifest)), "create", "-f", "-")
	kubectl(t, "", "-n", namespace, "wait", "--for=condition=Ready", "pod/hook", "--timeout=60s")
	// The API server heeds a webhook a moment later, and reaches it once the
	// Service leads there.
	green := func(changed string) {
		t.Helper()
		bounded(t, changed, func() (string, bool) {
			out, err := command(kubeconfig, "-n", namespace, "set", "env", "deployment/web", "COLOUR=green", "--dry-run=server", "-o", "yaml").CombinedOutput()
			return string(out), err == nil && strings.Contains(string(out), changed)
		})
		kubectl(t, "", "-n", namespace, "set", "env", "deployment/web", "COLOUR=green")
	}
	green("value: blue")
	if said, code := mastery("verify", "--challenges", trapDir); code != 1 || !strings.Contains(said, "✗ It is green") {
		t.Errorf("a webhook changes it back: exit code %d\n%s", code, said)
	}
	kubectl(t, "", "patch", "mutatingwebhookconfiguration", namespace+"-hook", "--type=json", "-p", `[{"op": "replace", "path": "/webhooks/0/clientConfig/service/path", "value": "/label"}]`)
	green("team: web")
	if said, code := mastery("verify", "--challenges", trapDir); code != 0 {
		t.Errorf("a webhook adds a label: exit code %d\n%s", code, said)
	}
}
