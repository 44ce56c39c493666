package pki

import (
	"crypto/x509"
	"encoding/pem"
	"net/netip"
	"os"
	"path/filepath"
	"testing"
)

func parse(t *testing.T, path string) *x509.Certificate {
	t.Helper()
	data, err := os.ReadFile(path)
	if err != nil {
		t.Fatal(err)
	}
	block, _ := pem.Decode(data)
	cert, err := x509.ParseCertificate(block.Bytes)
	if err != nil {
		t.Fatal(err)
	}
	return cert
}

// TestControlPlane checks each certificate against the authority that those
// who see it trust.
func TestControlPlane(t *testing.T) {
	dir := t.TempDir()
	cluster, err := NewCluster()
	if err != nil {
		t.Fatal(err)
	}
	err = cluster.WriteControlPlane(dir, Hosts{
		Node:    "node",
		Addr:    netip.MustParseAddr("10.80.0.11"),
		Service: netip.MustParseAddr("10.96.0.1"),
	})
	if err != nil {
		t.Fatal(err)
	}
	for _, tt := range []struct {
		cert, ca string
		hosts    []string
		usage    x509.ExtKeyUsage
	}{
		{"apiserver", "ca", []string{"kubernetes.default.svc", "10.96.0.1", "10.80.0.11", "127.0.0.1", "node"}, x509.ExtKeyUsageServerAuth},
		{"apiserver-kubelet-client", "ca", nil, x509.ExtKeyUsageClientAuth},
		{"front-proxy-client", "front-proxy-ca", nil, x509.ExtKeyUsageClientAuth},
		{"apiserver-etcd-client", "etcd/ca", nil, x509.ExtKeyUsageClientAuth},
		{"etcd/healthcheck-client", "etcd/ca", nil, x509.ExtKeyUsageClientAuth},
		{"etcd/server", "etcd/ca", []string{"localhost", "127.0.0.1"}, x509.ExtKeyUsageServerAuth},
		{"etcd/peer", "etcd/ca", []string{"127.0.0.1"}, x509.ExtKeyUsageClientAuth},
	} {
		roots := x509.NewCertPool()
		roots.AddCert(parse(t, filepath.Join(dir, tt.ca+".crt")))
		cert := parse(t, filepath.Join(dir, tt.cert+".crt"))
		_, err := cert.Verify(x509.VerifyOptions{Roots: roots, KeyUsages: []x509.ExtKeyUsage{tt.usage}})
		if err != nil {
			t.Errorf("%s: %v", tt.cert, err)
		}
		for _, h := range tt.hosts {
			if err := cert.VerifyHostname(h); err != nil {
				t.Errorf("%s: %v", tt.cert, err)
			}
		}
		info, err := os.Stat(filepath.Join(dir, tt.cert+".key"))
		if err != nil || info.Mode().Perm() != 0o600 {
			t.Errorf("key of %s: %v, error %v", tt.cert, info, err)
		}
	}
}
