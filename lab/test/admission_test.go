package test

import (
	"encoding/base64"
	"fmt"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"github.com/kubectl-mastery/kubectl-mastery/lab/pki"
)

// TestAdmissionWebhooks lets a pod behind a Service decide about ConfigMaps, and
// change them.
func TestAdmissionWebhooks(t *testing.T) {
	t.Parallel()
	c := useShared(t)
	authority, err := pki.NewAuthority("itest")
	if err != nil {
		t.Fatal(err)
	}
	c.tlsSecret("webhook", authority, "webhook."+c.namespace+".svc")
	// What it is asked with: see agnhost's webhook.
	c.apply(fmt.Sprintf(`
apiVersion: v1
kind: Pod
metadata: {name: webhook, labels: {app: webhook}}
spec:
  containers:
  - name: main
    image: %s
    args: [webhook, --tls-cert-file=/tls/tls.crt, --tls-private-key-file=/tls/tls.key, --port=8443]
    readinessProbe: {httpGet: {scheme: HTTPS, path: /readyz, port: 8443}, periodSeconds: 1}
    volumeMounts: [{name: tls, mountPath: /tls}]
  volumes: [{name: tls, secret: {secretName: webhook}}]
---
apiVersion: v1
kind: Service
metadata: {name: webhook}
spec: {selector: {app: webhook}, ports: [{port: 443, targetPort: 8443}]}
`, agnhost))
	c.ready("webhook")
	defer c.kubectl("delete", "--ignore-not-found", "validatingwebhookconfiguration,mutatingwebhookconfiguration", c.namespace)
	for kind, path := range map[string]string{"ValidatingWebhookConfiguration": "/configmaps", "MutatingWebhookConfiguration": "/mutating-configmaps"} {
		c.apply(fmt.Sprintf(`
apiVersion: admissionregistration.k8s.io/v1
kind: %s
metadata: {name: %[2]s}
webhooks:
- name: configmaps.itest.example
  clientConfig: {caBundle: %[3]s, service: {namespace: %[2]s, name: webhook, path: %[4]s}}
  rules: [%[5]s]
  namespaceSelector: {matchLabels: {kubernetes.io/metadata.name: %[2]s}}
  admissionReviewVersions: [v1]
  sideEffects: None
  failurePolicy: Fail
`, kind, c.namespace, base64.StdEncoding.EncodeToString(authority.Cert), path, newConfigMaps))
	}
	c.await("a refusal", func() error {
		return c.refused("the configmap contains unwanted key and value", "--from-literal=webhook-e2e-test=webhook-disallow")
	})
	c.kubectl("create", "configmap", "allowed", "--from-literal=webhook-e2e-test=allow")
	c.await("a change", func() error {
		return want(c.created("{.data.mutation-stage-1}", "--from-literal=mutation-start=yes"), "yes")
	})
}

// newConfigMaps is the rule by which admission is asked about what these tests make.
const newConfigMaps = `{apiGroups: [""], apiVersions: [v1], operations: [CREATE], resources: [configmaps]}`

// tlsSecret makes a Secret with a certificate for a host.
func (c *cluster) tlsSecret(name string, authority *pki.Authority, host string) {
	c.t.Helper()
	pair, err := authority.Issue(pki.Request{Name: host, Hosts: []string{host}})
	dir := c.t.TempDir()
	cert, key := filepath.Join(dir, "tls.crt"), filepath.Join(dir, "tls.key")
	for path, data := range map[string][]byte{cert: pair.Cert, key: pair.Key} {
		if err == nil {
			err = os.WriteFile(path, data, 0o600)
		}
	}
	if err != nil {
		c.t.Fatal(err)
	}
	c.kubectl("create", "secret", "tls", name, "--cert="+cert, "--key="+key)
}

// refused tries to create a ConfigMap, and returns an error unless that is refused
// with that reason.
func (c *cluster) refused(reason string, with ...string) error {
	r := c.try(append([]string{"create", "configmap", "tried", "--dry-run=server"}, with...)...)
	if r.code == 0 || !strings.Contains(r.stderr, reason) {
		return fmt.Errorf("exit code %d, %s", r.code, r.stderr)
	}
	return nil
}

// created returns a field of a ConfigMap as it would be created.
func (c *cluster) created(field string, with ...string) string {
	c.t.Helper()
	return c.kubectl(append([]string{"create", "configmap", "tried", "--dry-run=server", "-o", "jsonpath=" + field}, with...)...)
}

// TestAdmissionPolicies lets the API server itself decide about ConfigMaps, and
// change them.
func TestAdmissionPolicies(t *testing.T) {
	t.Parallel()
	c := useShared(t)
	defer c.kubectl("delete", "--ignore-not-found", "validatingadmissionpolicy,validatingadmissionpolicybinding,mutatingadmissionpolicy,mutatingadmissionpolicybinding", c.namespace)
	only := fmt.Sprintf(`
  policyName: %[1]s
  matchResources: {namespaceSelector: {matchLabels: {kubernetes.io/metadata.name: %[1]s}}}
`, c.namespace)
	head := func(kind string) string {
		return fmt.Sprintf("---\napiVersion: admissionregistration.k8s.io/v1\nkind: %s\nmetadata: {name: %s}\nspec:", kind, c.namespace)
	}
	c.apply(head("ValidatingAdmissionPolicy") + `
  failurePolicy: Fail
  matchConstraints: {resourceRules: [` + newConfigMaps + `]}
  validations:
  - {expression: "has(object.data) && 'team' in object.data", message: it names no team}
` + head("ValidatingAdmissionPolicyBinding") + only + "  validationActions: [Deny]\n")
	c.await("a refusal", func() error { return c.refused("it names no team") })
	c.kubectl("create", "configmap", "allowed", "--from-literal=team=a")

	c.apply(head("MutatingAdmissionPolicy") + `
  failurePolicy: Fail
  reinvocationPolicy: Never
  matchConstraints: {resourceRules: [` + newConfigMaps + `]}
  mutations:
  - patchType: ApplyConfiguration
    applyConfiguration: {expression: 'Object{data: {"team": "none"}}'}
` + head("MutatingAdmissionPolicyBinding") + only)
	c.await("a change", func() error {
		return want(c.try("create", "configmap", "tried", "--dry-run=server", "-o", "jsonpath={.data.team}").stdout, "none")
	})
	c.kubectl("delete", "mutatingadmissionpolicybinding", c.namespace)
	c.await("a refusal again", func() error { return c.refused("it names no team") })
	c.kubectl("delete", "validatingadmissionpolicybinding", c.namespace)
	c.await("a policy without a binding", func() error { return c.try("create", "configmap", "bare", "--dry-run=server").failure() })
}
