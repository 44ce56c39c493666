package test

import (
	"crypto/ecdsa"
	"crypto/elliptic"
	"crypto/rand"
	"crypto/x509"
	"crypto/x509/pkix"
	"encoding/base64"
	"encoding/pem"
	"fmt"
	"os"
	"path/filepath"
	"strings"
	"testing"
)

// TestCertificateSigning lets the cluster sign a client's certificate, with which
// its user then has the rights that the user is given.
func TestCertificateSigning(t *testing.T) {
	t.Parallel()
	c := useShared(t)
	key, err := ecdsa.GenerateKey(elliptic.P256(), rand.Reader)
	if err != nil {
		t.Fatal(err)
	}
	const user = "dana"
	subject := pkix.Name{CommonName: user, Organization: []string{"testers"}}
	request, err := x509.CreateCertificateRequest(rand.Reader, &x509.CertificateRequest{Subject: subject}, key)
	if err != nil {
		t.Fatal(err)
	}
	name := c.namespace
	c.apply(fmt.Sprintf(`
apiVersion: certificates.k8s.io/v1
kind: CertificateSigningRequest
metadata: {name: %s}
spec:
  signerName: kubernetes.io/kube-apiserver-client
  expirationSeconds: 3600
  usages: [client auth]
  request: %s
`, name, base64.StdEncoding.EncodeToString(pem.EncodeToMemory(&pem.Block{Type: "CERTIFICATE REQUEST", Bytes: request}))))
	defer c.kubectl("delete", "certificatesigningrequest", name)
	c.kubectl("certificate", "approve", name)
	c.waitFor("jsonpath={.status.certificate}", "certificatesigningrequest/"+name)

	signed, err := base64.StdEncoding.DecodeString(c.kubectl("get", "certificatesigningrequest", name, "-o", "jsonpath={.status.certificate}"))
	if err != nil {
		t.Fatal(err)
	}
	der, err := x509.MarshalECPrivateKey(key)
	if err != nil {
		t.Fatal(err)
	}
	dir := t.TempDir()
	certFile, keyFile := filepath.Join(dir, "crt"), filepath.Join(dir, "key")
	for path, data := range map[string][]byte{
		certFile: signed, keyFile: pem.EncodeToMemory(&pem.Block{Type: "EC PRIVATE KEY", Bytes: der}),
	} {
		if err := os.WriteFile(path, data, 0o600); err != nil {
			t.Fatal(err)
		}
	}
	// What a flag says goes before what the kubeconfig says.
	as := func(args ...string) []string {
		return append([]string{"--client-certificate", certFile, "--client-key", keyFile}, args...)
	}
	who := c.kubectl(as("auth", "whoami", "-o", "jsonpath={.status.userInfo.username} {.status.userInfo.groups}")...)
	if who != user+` ["testers","system:authenticated"]` {
		t.Errorf("the certificate is that of %s", who)
	}
	if r := c.try(as("get", "pods")...); r.code == 0 || !strings.Contains(r.stderr, `User "dana" cannot list resource "pods"`) {
		t.Errorf("without a role: exit code %d, %s", r.code, r.stderr)
	}
	c.kubectl("create", "rolebinding", "viewer", "--clusterrole=view", "--group=testers")
	c.await("access", func() error { return c.try(as("get", "pods")...).failure() })
}
