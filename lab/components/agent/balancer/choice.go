package balancer

import (
	"cmp"
	"slices"

	corev1 "k8s.io/api/core/v1"
	discoveryv1 "k8s.io/api/discovery/v1"
)

// controlPlane marks nodes that run the cluster, which come last.
const controlPlane = "node-role.kubernetes.io/control-plane"

// answering is the name of the node that answers for the address of a Service,
// and forwards what comes; empty if there is none. All nodes choose alike, from
// what the API says: the first that is Ready by name, control planes last. If
// the Service keeps traffic on the node that it comes to, a node with an
// endpoint goes before those without.
func answering(s *corev1.Service, nodes []*corev1.Node, endpoints []*discoveryv1.EndpointSlice) string {
	able := inOrder(nodes)
	if s.Spec.ExternalTrafficPolicy == corev1.ServiceExternalTrafficPolicyLocal {
		// As kube-proxy does it: endpoints that end, but still serve, are better
		// than none.
		for _, state := range []func(discoveryv1.EndpointConditions) bool{ready, serving} {
			has := nodesWith(state, endpoints)
			for _, name := range able {
				if has[name] {
					return name
				}
			}
		}
	}
	if len(able) == 0 {
		return ""
	}
	return able[0]
}

// inOrder names the nodes that may answer, the best first.
func inOrder(nodes []*corev1.Node) []string {
	var able []*corev1.Node
	for _, n := range nodes {
		if _, excluded := n.Labels[corev1.LabelNodeExcludeBalancers]; !excluded && isReady(n) {
			able = append(able, n)
		}
	}
	slices.SortFunc(able, func(a, b *corev1.Node) int {
		return cmp.Or(cmp.Compare(rank(a), rank(b)), cmp.Compare(a.Name, b.Name))
	})
	var names []string
	for _, n := range able {
		names = append(names, n.Name)
	}
	return names
}

func isReady(n *corev1.Node) bool {
	for _, c := range n.Status.Conditions {
		if c.Type == corev1.NodeReady {
			return c.Status == corev1.ConditionTrue
		}
	}
	return false
}

func rank(n *corev1.Node) int {
	if _, ok := n.Labels[controlPlane]; ok {
		return 1
	}
	return 0
}

// nodesWith are the nodes that have an endpoint in a state.
func nodesWith(state func(discoveryv1.EndpointConditions) bool, endpoints []*discoveryv1.EndpointSlice) map[string]bool {
	has := map[string]bool{}
	for _, slice := range endpoints {
		for _, e := range slice.Endpoints {
			if e.NodeName != nil && state(e.Conditions) {
				has[*e.NodeName] = true
			}
		}
	}
	return has
}

// ready is what is not known to be otherwise, by the API's own rule.
func ready(c discoveryv1.EndpointConditions) bool { return c.Ready == nil || *c.Ready }

func serving(c discoveryv1.EndpointConditions) bool { return c.Serving != nil && *c.Serving }
