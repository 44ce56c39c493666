package policy

import (
	"net/netip"

	corev1 "k8s.io/api/core/v1"
	networkingv1 "k8s.io/api/networking/v1"
	"k8s.io/apimachinery/pkg/labels"
	"k8s.io/apimachinery/pkg/types"
)

// A Cluster is what decides which packets may pass, at one moment.
type Cluster struct {
	Policies []*networkingv1.NetworkPolicy
	// Namespaces holds the labels of each namespace.
	Namespaces map[string]labels.Set
	// Pods are those with an address of their own: no pod of the host's network,
	// and none that has ended.
	Pods []*Pod
}

// A Pod is what policies see of one.
type Pod struct {
	types.NamespacedName
	Labels labels.Set
	Addr   netip.Addr
	// Ports are the container ports that have a name.
	Ports map[Port]uint16
	// Local pods are those of this node, which are guarded here.
	Local bool
}

// A Port is a named port: one name may stand for a port of each protocol.
type Port struct {
	Name     string
	Protocol corev1.Protocol
}

// namedPorts are the ports of a pod that have a name. Sidecars count, as they
// listen for as long as the pod lives.
func namedPorts(spec *corev1.PodSpec) map[Port]uint16 {
	named := map[Port]uint16{}
	add := func(c *corev1.Container) {
		for _, p := range c.Ports {
			port := Port{Name: p.Name, Protocol: p.Protocol}
			if port.Protocol == "" {
				port.Protocol = corev1.ProtocolTCP
			}
			if _, taken := named[port]; p.Name != "" && !taken {
				named[port] = uint16(p.ContainerPort)
			}
		}
	}
	for i := range spec.Containers {
		add(&spec.Containers[i])
	}
	for i := range spec.InitContainers {
		c := &spec.InitContainers[i]
		if c.RestartPolicy != nil && *c.RestartPolicy == corev1.ContainerRestartPolicyAlways {
			add(c)
		}
	}
	return named
}
