package pki

import (
	"crypto/ecdsa"
	"crypto/elliptic"
	"crypto/rand"
	"crypto/x509"
	"encoding/pem"
	"errors"
	"fmt"
	"net/netip"
	"os"
	"path/filepath"
)

// A Cluster is the set of authorities of one cluster, and the key that signs
// tokens of service accounts.
type Cluster struct {
	CA            *Authority
	FrontProxy    *Authority
	Etcd          *Authority
	ServiceTokens Pair // Cert holds the public key
}

// NewCluster makes the authorities of a cluster.
func NewCluster() (*Cluster, error) {
	var c Cluster
	var errs [4]error
	c.CA, errs[0] = NewAuthority("kubernetes")
	c.FrontProxy, errs[1] = NewAuthority("front-proxy-ca")
	c.Etcd, errs[2] = NewAuthority("etcd-ca")
	c.ServiceTokens, errs[3] = newTokenKey()
	return &c, errors.Join(errs[:]...)
}

func newTokenKey() (Pair, error) {
	key, err := ecdsa.GenerateKey(elliptic.P256(), rand.Reader)
	if err != nil {
		return Pair{}, fmt.Errorf("make key of service accounts: %w", err)
	}
	pair, err := encode(nil, key)
	if err != nil {
		return Pair{}, err
	}
	public, err := x509.MarshalPKIXPublicKey(key.Public())
	if err != nil {
		return Pair{}, fmt.Errorf("encode key of service accounts: %w", err)
	}
	pair.Cert = pem.EncodeToMemory(&pem.Block{Type: "PUBLIC KEY", Bytes: public})
	return pair, nil
}

// Hosts are the addresses of a control plane.
type Hosts struct {
	Node    string
	Addr    netip.Addr
	Service netip.Addr
	// Domain is the cluster's DNS domain.
	Domain string
}

// WriteControlPlane writes all that a control plane has in /etc/kubernetes/pki
// to dir, under kubeadm's names.
func (c *Cluster) WriteControlPlane(dir string, h Hosts) error {
	local := netip.AddrFrom4([4]byte{127, 0, 0, 1})
	issued := map[string]struct {
		by  *Authority
		say Request
	}{
		"apiserver": {c.CA, Request{
			Name: "kube-apiserver",
			Hosts: []string{
				h.Node, "localhost", "kubernetes", "kubernetes.default",
				"kubernetes.default.svc", "kubernetes.default.svc." + h.Domain,
			},
			Addrs: []netip.Addr{h.Addr, h.Service, local},
		}},
		"apiserver-kubelet-client": {c.CA, Request{
			Name:          "kube-apiserver-kubelet-client",
			Organizations: []string{"system:masters"},
		}},
		// Those two would make themselves one at each start, with RSA keys that
		// take a third of the time that they need to start.
		"controller-manager": {c.CA, Request{
			Name: "kube-controller-manager", Hosts: []string{h.Node, "localhost"}, Addrs: []netip.Addr{h.Addr, local},
		}},
		"scheduler": {c.CA, Request{
			Name: "kube-scheduler", Hosts: []string{h.Node, "localhost"}, Addrs: []netip.Addr{h.Addr, local},
		}},
		"front-proxy-client":      {c.FrontProxy, Request{Name: "front-proxy-client"}},
		"apiserver-etcd-client":   {c.Etcd, Request{Name: "kube-apiserver-etcd-client"}},
		"etcd/healthcheck-client": {c.Etcd, Request{Name: "kube-etcd-healthcheck-client"}},
		"etcd/server": {c.Etcd, Request{
			Name: h.Node, Hosts: []string{h.Node, "localhost"}, Addrs: []netip.Addr{h.Addr, local},
		}},
		"etcd/peer": {c.Etcd, Request{
			Name: h.Node, Hosts: []string{h.Node, "localhost"}, Addrs: []netip.Addr{h.Addr, local},
		}},
	}
	for name, i := range issued {
		pair, err := i.by.Issue(i.say)
		if err != nil {
			return err
		}
		if err := pair.Write(filepath.Join(dir, name)); err != nil {
			return err
		}
	}
	for name, a := range map[string]*Authority{"ca": c.CA, "front-proxy-ca": c.FrontProxy, "etcd/ca": c.Etcd} {
		if err := a.Write(filepath.Join(dir, name)); err != nil {
			return err
		}
	}
	return errors.Join(
		writeFile(filepath.Join(dir, "sa.key"), c.ServiceTokens.Key, 0o600),
		writeFile(filepath.Join(dir, "sa.pub"), c.ServiceTokens.Cert, 0o644),
	)
}

// WriteCA writes what a node must have to trust the cluster.
func (c *Cluster) WriteCA(dir string) error {
	return writeFile(filepath.Join(dir, "ca.crt"), c.CA.Cert, 0o644)
}

// Write writes the pair to the files base.crt and base.key.
func (p Pair) Write(base string) error {
	return errors.Join(
		writeFile(base+".crt", p.Cert, 0o644),
		writeFile(base+".key", p.Key, 0o600),
	)
}

func writeFile(path string, data []byte, mode os.FileMode) error {
	if err := os.MkdirAll(filepath.Dir(path), 0o755); err != nil {
		return fmt.Errorf("write certificate: %w", err)
	}
	if err := os.WriteFile(path, data, mode); err != nil {
		return fmt.Errorf("write certificate: %w", err)
	}
	return nil
}
