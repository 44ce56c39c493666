package e2e

import (
	"os"
	"strings"
	"testing"
)

// otherImages lets pods have images of a mirror alone.
const otherImages = `
apiVersion: admissionregistration.k8s.io/v1
kind: ValidatingAdmissionPolicy
metadata: {name: mirror}
spec:
  failurePolicy: Fail
  matchConstraints:
    resourceRules: [{apiGroups: [""], apiVersions: [v1], resources: [pods], operations: [CREATE]}]
  validations:
  - expression: object.spec.containers.all(c, c.image.startsWith('mirror.example/k8s/'))
    message: images come from mirror.example/k8s here
---
apiVersion: admissionregistration.k8s.io/v1
kind: ValidatingAdmissionPolicyBinding
metadata: {name: mirror}
spec: {policyName: mirror, validationActions: [Deny]}
`

// TestElsewhere has a cluster as some companies have them: another DNS domain, the
// restricted Pod Security Standard by default, and no images but those of a mirror.
// Right fixes pass there as anywhere, and wrong ones fail.
func TestElsewhere(t *testing.T) {
	if os.Getenv(useCluster) != "" {
		t.Skip("it needs a lab of its own")
	}
	t.Parallel()
	const name = "elsewhere"
	t.Cleanup(func() { lab(t, "down", name) })
	up(t, name, "--domain", "corp.example", "--pod-security", "restricted")
	kubeconfig := lab(t, "kubeconfig", name)
	for archive, image := range map[string]string{
		"agnhost": "e2e-test-images/agnhost:2.66.1", "busybox": "e2e-test-images/busybox:1.37.0-2", "pause": "pause:3.10.2",
	} {
		load(t, name, archive, "mirror.example/k8s/"+image)
	}
	kubectl := kubectlFor(kubeconfig)
	kubectl(t, otherImages, "create", "-f", "-")
	awaitRefusal(t, kubeconfig, "images come from mirror.example/k8s here")
	for _, one := range [][2]string{
		{"l1-pod-crash", "amber right/set-env"}, {"l1-pod-crash", "amber wrong/scale-to-zero"},
		{"l1-no-answer", "right/fix-selector"}, {"l2-closed-doors", "right/by-expressions"}, {"l3-house-rules", "right/one-after-the-other"},
	} {
		out := prove(t, kubeconfig, "../../challenges/"+one[0], "--only", one[1], "--mutants=false", "--registry", "mirror.example/k8s")
		if !strings.Contains(out, one[0]+": 1 of 1 cases as they must be, 0 objects left behind") {
			t.Errorf("%s %s:\n%s", one[0], one[1], out)
		}
	}
}

// awaitRefusal returns once admission refuses a plain pod in those words, where
// Pod Security has nothing to say: the API server heeds a new policy a moment later.
func awaitRefusal(t *testing.T, kubeconfig, words string) {
	t.Helper()
	bounded(t, words, func() (string, bool) {
		out, _ := command(kubeconfig, "-n", "kube-system", "run", "try", "--image=registry.k8s.io/pause:3.10.2", "--dry-run=server").CombinedOutput()
		return string(out), strings.Contains(string(out), words)
	})
}
