package lab

import (
	"errors"
	"fmt"
	"net/netip"
	"os"
	"path/filepath"

	"github.com/kubectl-mastery/kubectl-mastery/lab/component"
	"github.com/kubectl-mastery/kubectl-mastery/lab/kubeconfig"
	"github.com/kubectl-mastery/kubectl-mastery/lab/pki"
	"github.com/kubectl-mastery/kubectl-mastery/lab/state"
)

// writeCluster gives the nodes of a new lab their certificates and
// kubeconfigs, and the owner one.
func writeCluster(lab *state.Lab, dir state.Dir) error {
	plan, err := lab.Plan()
	if err != nil {
		return err
	}
	cluster, err := pki.NewCluster()
	if err != nil {
		return err
	}
	w := writer{cluster: cluster, server: component.Server(plan)}
	for _, n := range lab.Nodes {
		at := dir.Node(n.Name)
		addr := plan.Node(n.Number)
		if n.ControlPlane {
			hosts := pki.Hosts{Node: n.Name, Addr: addr, Service: plan.API(), Domain: lab.DNSDomain()}
			w.try(cluster.WriteControlPlane(filepath.Join(at.Kubernetes(), "pki"), hosts))
			w.access(filepath.Join(at.Kubernetes(), "admin.conf"), "kubernetes-admin", "system:masters")
			// Without accounts of its own for each controller, the manager's must
			// be allowed everything.
			w.access(filepath.Join(at.Kubernetes(), "controller-manager.conf"), "system:kube-controller-manager", "system:masters")
			w.access(filepath.Join(at.Kubernetes(), "scheduler.conf"), "system:kube-scheduler")
		} else {
			w.try(cluster.WriteCA(filepath.Join(at.Kubernetes(), "pki")))
		}
		groups := []string{"kubectl-mastery-lab:agents"}
		if n.ControlPlane {
			// This one also makes volumes, and gives Services their addresses.
			groups = append(groups, "system:masters")
		}
		w.access(filepath.Join(at.Kubernetes(), "agent.conf"), "kubectl-mastery-lab:agent:"+n.Name, groups...)
		w.access(filepath.Join(at.Kubernetes(), "kubelet.conf"), "system:node:"+n.Name, "system:nodes")
		w.serving(filepath.Join(at.Var(), "lib", "kubelet", "pki", "kubelet"), n.Name, addr)
		w.access(filepath.Join(at.Var(), "lib", "kube-proxy", "kubeconfig.conf"), "system:kube-proxy")
	}
	w.kubeconfig(dir.OwnKubeconfig(), lab.Title(), ownName, pki.Request{Name: ownName, Organizations: []string{"system:masters"}})
	w.owner(lab, dir)
	return w.err
}

// A writer stops at its first error.
type writer struct {
	cluster *pki.Cluster
	server  string
	err     error
}

func (w *writer) try(err error) {
	if w.err == nil {
		w.err = err
	}
}

// access writes a kubeconfig for a program of the cluster.
func (w *writer) access(path, user string, groups ...string) {
	w.kubeconfig(path, "kubernetes", user, pki.Request{Name: user, Organizations: groups})
}

// kubeconfig writes one with a new client certificate.
func (w *writer) kubeconfig(path, context, user string, client pki.Request) {
	if w.err != nil {
		return
	}
	pair, err := w.cluster.CA.Issue(client)
	if err != nil {
		w.try(err)
		return
	}
	data, err := kubeconfig.Access{
		Context: context,
		User:    user,
		Server:  w.server,
		CA:      w.cluster.CA.Cert,
		Client:  pair,
	}.Encode()
	if err == nil {
		err = writeFile(path, data)
	}
	w.try(err)
}

// serving writes a certificate with which a kubelet serves.
func (w *writer) serving(base, node string, addr netip.Addr) {
	if w.err != nil {
		return
	}
	pair, err := w.cluster.CA.Issue(pki.Request{
		Name:          "system:node:" + node,
		Organizations: []string{"system:nodes"},
		Hosts:         []string{node},
		Addrs:         []netip.Addr{addr},
	})
	if err == nil {
		err = pair.Write(base)
	}
	w.try(err)
}

// owner writes the kubeconfig of the lab's owner, who alone may read it.
func (w *writer) owner(lab *state.Lab, dir state.Dir) {
	client := pki.Request{Name: "kubernetes-admin", Organizations: []string{"system:masters"}}
	w.kubeconfig(dir.Kubeconfig(), lab.Title(), lab.Title(), client)
	if w.err == nil {
		w.try(os.Chown(dir.Kubeconfig(), lab.Owner.UID, lab.Owner.GID))
	}
}

func writeFile(path string, data []byte) error {
	err := os.MkdirAll(filepath.Dir(path), 0o755)
	if err = errors.Join(err, os.WriteFile(path, data, 0o600)); err != nil {
		return fmt.Errorf("write kubeconfig: %w", err)
	}
	return nil
}
