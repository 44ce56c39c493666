package policy

import (
	"fmt"
	"net/netip"
	"slices"
	"strings"

	corev1 "k8s.io/api/core/v1"
	networkingv1 "k8s.io/api/networking/v1"
	"k8s.io/apimachinery/pkg/labels"
	"k8s.io/apimachinery/pkg/util/intstr"
)

// egressRule is what a rule lets out.
func (c *Cluster) egressRule(namespace string, r networkingv1.NetworkPolicyEgressRule) []string {
	// A named port is that of the pod that is talked to.
	return matches(c.peers(namespace, r.To).matches(egress()), r.Ports, c.Pods)
}

// ingressRule is what a rule lets into the pods of its policy.
func (c *Cluster) ingressRule(namespace string, r networkingv1.NetworkPolicyIngressRule, selected []*Pod) []string {
	return matches(c.peers(namespace, r.From).matches(ingress()), r.Ports, selected)
}

// matches combines peers and ports: each peer may use each port.
func matches(peers []string, ports []networkingv1.NetworkPolicyPort, targets []*Pod) []string {
	if len(ports) == 0 {
		return peers
	}
	var all []string
	for _, port := range ports {
		match := portMatch(port, targets)
		if match == "" {
			continue
		}
		for _, peer := range peers {
			all = append(all, strings.TrimSpace(peer+" "+match))
		}
	}
	return all
}

// portMatch matches one port of a rule; empty if nothing can match.
func portMatch(port networkingv1.NetworkPolicyPort, targets []*Pod) string {
	protocol := corev1.ProtocolTCP
	if port.Protocol != nil {
		protocol = *port.Protocol
	}
	l4 := strings.ToLower(string(protocol))
	switch {
	case port.Port == nil:
		return "meta l4proto " + l4
	case port.Port.Type == intstr.String:
		var elements []string
		for _, pod := range targets {
			if number, has := pod.Ports[Port{Name: port.Port.StrVal, Protocol: protocol}]; has {
				elements = append(elements, fmt.Sprintf("%s . %d", pod.Addr, number))
			}
		}
		if len(elements) == 0 {
			return ""
		}
		return fmt.Sprintf("ip daddr . %s dport %s", l4, set(elements))
	case port.EndPort != nil:
		return fmt.Sprintf("%s dport %d-%d", l4, port.Port.IntVal, *port.EndPort)
	default:
		return fmt.Sprintf("%s dport %d", l4, port.Port.IntVal)
	}
}

// peers is the other end of what a rule allows.
type peers struct {
	// everything is meant by a rule that names no peer.
	everything bool
	pods       []*Pod
	blocks     []*networkingv1.IPBlock
}

func (c *Cluster) peers(namespace string, named []networkingv1.NetworkPolicyPeer) peers {
	p := peers{everything: len(named) == 0}
	for _, peer := range named {
		if peer.IPBlock != nil {
			p.blocks = append(p.blocks, peer.IPBlock)
			continue
		}
		in := func(ns string) bool { return ns == namespace }
		if peer.NamespaceSelector != nil {
			chosen := selector(peer.NamespaceSelector)
			in = func(ns string) bool {
				set, known := c.Namespaces[ns]
				return known && chosen.Matches(set)
			}
		}
		chosen := labels.Everything()
		if peer.PodSelector != nil {
			chosen = selector(peer.PodSelector)
		}
		for _, pod := range c.Pods {
			if in(pod.Namespace) && chosen.Matches(pod.Labels) {
				p.pods = append(p.pods, pod)
			}
		}
	}
	return p
}

// matches matches the peers in a direction; a match of everything is empty.
func (p peers) matches(d direction) []string {
	if p.everything {
		return []string{""}
	}
	var all []string
	if len(p.pods) > 0 {
		var elements []string
		for _, pod := range p.pods {
			elements = append(elements, pod.Addr.String())
		}
		all = append(all, d.peer+" "+set(elements))
	}
	for _, block := range p.blocks {
		if match, can := blockMatch(d, block); can {
			all = append(all, match)
		}
	}
	return all
}

// blockMatch matches a range of addresses; it cannot match anything where that
// is not of IPv4.
func blockMatch(d direction, block *networkingv1.IPBlock) (string, bool) {
	all, err := netip.ParsePrefix(block.CIDR)
	if err != nil || !all.Addr().Is4() {
		return "", false
	}
	var b strings.Builder
	// nft has no match for what is always so.
	if all.Bits() > 0 {
		fmt.Fprintf(&b, "%s %s ", d.peer, all.Masked())
	}
	for _, except := range block.Except {
		part, err := netip.ParsePrefix(except)
		if err != nil || part.Bits() == 0 {
			// Nothing is left, or what is left is not known.
			return "", false
		}
		fmt.Fprintf(&b, "%s != %s ", d.peer, part.Masked())
	}
	return strings.TrimSpace(b.String()), true
}

// set is an anonymous set of nftables.
func set(elements []string) string {
	slices.Sort(elements)
	return "{ " + strings.Join(slices.Compact(elements), ", ") + " }"
}
