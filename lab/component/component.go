// Package component says with which files and flags the parts of a node run:
// upstream's programs, laid out as kubeadm does.
package component

import (
	"fmt"
	"net/netip"
	"slices"

	"github.com/kubectl-mastery/kubectl-mastery/lab/network"
	"github.com/kubectl-mastery/kubectl-mastery/lab/state"
)

// A Component is one program of a node.
type Component struct {
	// Name is also the name of its log.
	Name string
	// Argv is the command line; the program is found on the node's PATH.
	Argv []string
	// Env is added to the environment.
	Env []string
	// After names the components that must be ready before this one starts.
	After []string
	// Held lets the process start as soon as those of After serve, and holds it
	// until they are ready: it is loaded while they still prepare themselves.
	// The program must know HoldVariable.
	Held bool
	// Notifies tells that the program says by itself when it is ready, as it
	// would to systemd. Others are taken as ready when they have started.
	Notifies bool
	// HealthyFor is a kubeconfig, and the component is not ready before the API
	// that this reaches is healthy; empty if there is nothing to ask.
	HealthyFor string
}

// HoldVariable names the environment variable with the number of a file
// descriptor: a program that is held waits for its end before it begins.
const HoldVariable = "MASTERY_LAB_HOLD"

// A Node is what the configuration of one node depends on.
type Node struct {
	Name         string
	Number       int
	ControlPlane bool
	// Reserved keeps pods that do not tolerate it off a control plane.
	Reserved bool
	// Policies are enforced for the node's pods.
	Policies bool
	Plan     network.Plan
	// Domain is the cluster's DNS domain.
	Domain string
	// PodSecurity is the standard that holds by default; empty for none.
	PodSecurity string
	// GCPercent is the GOGC of all programs; 0 leaves Go's own.
	GCPercent int
	// PauseImage keeps the namespaces of a pod.
	PauseImage string
	// Proxy is the environment that images are pulled with.
	Proxy []string
	// InsecureRegistries are asked by plain HTTP.
	InsecureRegistries []string
}

func (n Node) addr() netip.Addr { return n.Plan.Node(n.Number) }

// Server is the address of the cluster's API.
func Server(p network.Plan) string { return fmt.Sprintf("https://%s:6443", p.Node(0)) }

// Components returns what runs on the node, in the order of its start.
func (n Node) Components() []Component {
	var all []Component
	if n.ControlPlane {
		all = append(all, n.etcd(), n.apiServer(), n.controllerManager(), n.scheduler())
	}
	all = append(all, n.containerd(), n.kubelet(), n.proxy(), n.agent())
	if n.GCPercent != 0 {
		for i := range all {
			all[i].Env = append(slices.Clone(all[i].Env), fmt.Sprintf("GOGC=%d", n.GCPercent))
		}
	}
	return all
}

// Volumes is the directory of the cluster's volumes, the same one on each node.
const Volumes = "/var/local/volumes"

const (
	pki         = "/etc/kubernetes/pki/"
	auditPolicy = "/etc/kubernetes/audit-policy.yaml"
	admission   = "/etc/kubernetes/admission.yaml"
	etcdSocket  = "unix:///run/etcd.sock"
)

func (n Node) etcd() Component {
	return Component{
		Name:     "etcd",
		Notifies: true,
		Argv: []string{
			"etcd",
			"--name=" + n.Name,
			"--data-dir=/var/lib/etcd",
			// People and their tools come with certificates. The API server opens
			// some hundred connections when it starts, and each would cost a
			// handshake: it has a socket that only root reaches.
			"--listen-client-urls=https://127.0.0.1:2379," + etcdSocket,
			"--advertise-client-urls=https://127.0.0.1:2379",
			"--listen-peer-urls=https://127.0.0.1:2380",
			"--initial-advertise-peer-urls=https://127.0.0.1:2380",
			"--initial-cluster=" + n.Name + "=https://127.0.0.1:2380",
			"--listen-metrics-urls=http://127.0.0.1:2381",
			"--client-cert-auth=true",
			"--trusted-ca-file=" + pki + "etcd/ca.crt",
			"--cert-file=" + pki + "etcd/server.crt",
			"--key-file=" + pki + "etcd/server.key",
			"--peer-client-cert-auth=true",
			"--peer-trusted-ca-file=" + pki + "etcd/ca.crt",
			"--peer-cert-file=" + pki + "etcd/peer.crt",
			"--peer-key-file=" + pki + "etcd/peer.key",
			// Waiting for the disk at each write would cost a fifth of the start,
			// and matters only if the host itself loses power.
			"--unsafe-no-fsync",
			"--log-level=warn",
		},
	}
}

// APIServer is the name of the API server.
const APIServer = "kube-apiserver"

func (n Node) apiServer() Component {
	server := Component{
		Name: APIServer,
		// It waits for etcd by itself, and takes longer to get there.
		Notifies: true,
		// It serves before it is healthy, and those who come then look again
		// only once a second.
		HealthyFor: "/etc/kubernetes/admin.conf",
		Argv: []string{
			"kube-apiserver",
			"--advertise-address=" + n.addr().String(),
			"--secure-port=6443",
			"--allow-privileged=true",
			"--audit-policy-file=" + auditPolicy,
			"--audit-log-path=/var/" + state.AuditLogInside,
			// A request is answered when its entry is written: who looks for it then
			// finds it, and none is lost when the server is killed.
			"--audit-log-mode=blocking",
			// 80 MB at most, in the order of fifty thousand requests.
			"--audit-log-maxsize=20",
			"--audit-log-maxbackup=3",
			"--authorization-mode=Node,RBAC",
			"--enable-admission-plugins=NodeRestriction",
			"--enable-aggregator-routing=true",
			"--client-ca-file=" + pki + "ca.crt",
			"--tls-cert-file=" + pki + "apiserver.crt",
			"--tls-private-key-file=" + pki + "apiserver.key",
			"--etcd-servers=" + etcdSocket,
			// How much there is of each kind is counted for a metric: each minute
			// would be a good part of what a lab at rest does.
			"--etcd-count-metric-poll-period=10m",
			"--kubelet-certificate-authority=" + pki + "ca.crt",
			"--kubelet-client-certificate=" + pki + "apiserver-kubelet-client.crt",
			"--kubelet-client-key=" + pki + "apiserver-kubelet-client.key",
			"--kubelet-preferred-address-types=InternalIP",
			"--proxy-client-cert-file=" + pki + "front-proxy-client.crt",
			"--proxy-client-key-file=" + pki + "front-proxy-client.key",
			"--requestheader-allowed-names=front-proxy-client",
			"--requestheader-client-ca-file=" + pki + "front-proxy-ca.crt",
			"--requestheader-extra-headers-prefix=X-Remote-Extra-",
			"--requestheader-group-headers=X-Remote-Group",
			"--requestheader-username-headers=X-Remote-User",
			"--service-account-issuer=https://kubernetes.default.svc." + n.Domain,
			"--service-account-key-file=" + pki + "sa.pub",
			"--service-account-signing-key-file=" + pki + "sa.key",
			"--service-cluster-ip-range=" + n.Plan.Services.String(),
		},
	}
	if n.PodSecurity != "" {
		server.Argv = append(server.Argv, "--admission-control-config-file="+admission)
	}
	return server
}

func (n Node) controllerManager() Component {
	return Component{
		Name:  "kube-controller-manager",
		After: []string{"kube-apiserver"},
		Held:  true,
		Argv: []string{
			"kube-controller-manager",
			"--kubeconfig=/etc/kubernetes/controller-manager.conf",
			"--authentication-kubeconfig=/etc/kubernetes/controller-manager.conf",
			"--authorization-kubeconfig=/etc/kubernetes/controller-manager.conf",
			"--client-ca-file=" + pki + "ca.crt",
			"--requestheader-client-ca-file=" + pki + "front-proxy-ca.crt",
			"--tls-cert-file=" + pki + "controller-manager.crt",
			"--tls-private-key-file=" + pki + "controller-manager.key",
			"--cluster-name=kubernetes",
			"--cluster-signing-cert-file=" + pki + "ca.crt",
			"--cluster-signing-key-file=" + pki + "ca.key",
			"--root-ca-file=" + pki + "ca.crt",
			"--service-account-private-key-file=" + pki + "sa.key",
			"--controllers=*,bootstrapsigner,tokencleaner",
			"--flex-volume-plugin-dir=/var/lib/kubelet/volumeplugins",
			"--leader-elect=false",
			// Sooner than upstream's 50 s: who practises waits for it.
			"--node-monitor-grace-period=20s",
			// A ServiceAccount for each controller costs seconds at the start.
			"--use-service-account-credentials=false",
		},
	}
}

func (n Node) scheduler() Component {
	return Component{
		Name:  "kube-scheduler",
		After: []string{"kube-apiserver"},
		Held:  true,
		Argv: []string{
			"kube-scheduler",
			"--kubeconfig=/etc/kubernetes/scheduler.conf",
			"--authentication-kubeconfig=/etc/kubernetes/scheduler.conf",
			"--authorization-kubeconfig=/etc/kubernetes/scheduler.conf",
			"--tls-cert-file=" + pki + "scheduler.crt",
			"--tls-private-key-file=" + pki + "scheduler.key",
			"--leader-elect=false",
		},
	}
}

func (n Node) containerd() Component {
	return Component{
		Name:     "containerd",
		Notifies: true,
		Env:      n.Proxy,
		Argv:     []string{"containerd", "--config=/etc/containerd/config.toml"},
	}
}

func (n Node) kubelet() Component {
	return Component{
		Name:     "kubelet",
		After:    []string{"containerd"},
		Notifies: true,
		Argv: []string{
			"kubelet",
			"--config=/var/lib/kubelet/config.yaml",
			"--kubeconfig=/etc/kubernetes/kubelet.conf",
			"--hostname-override=" + n.Name,
			"--node-ip=" + n.addr().String(),
		},
	}
}

func (n Node) proxy() Component {
	c := Component{
		Name: "kube-proxy",
		Argv: []string{"kube-proxy", "--config=/var/lib/kube-proxy/config.conf"},
	}
	if n.ControlPlane {
		c.After, c.Held = []string{"kube-apiserver"}, true
	}
	return c
}

// Agent is the name of the component that does on a node what a cloud and a
// network plugin do elsewhere.
const Agent = "mastery-agent"

func (n Node) agent() Component {
	first, final := n.Plan.LoadBalancers()
	c := Component{
		Name:     Agent,
		Notifies: true,
		Argv: []string{
			"mastery-agent",
			"--kubeconfig=/etc/kubernetes/agent.conf",
			"--node=" + n.Name,
			fmt.Sprintf("--balancer=%s-%s", first, final),
		},
	}
	if n.ControlPlane {
		c.After = []string{"kube-apiserver"}
		c.Argv = append(c.Argv, "--allocate", "--volumes="+Volumes)
	}
	if n.Policies {
		c.Argv = append(c.Argv, "--policies")
	}
	return c
}

// KubernetesPrograms are the names under which the payload's one file "kube"
// is each component of Kubernetes.
func KubernetesPrograms() []string {
	return []string{"etcd", "kube-apiserver", "kube-controller-manager", "kube-proxy", "kube-scheduler", "kubelet"}
}
