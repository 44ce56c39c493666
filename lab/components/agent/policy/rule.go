package policy

import (
	"slices"
	"strings"

	networkingv1 "k8s.io/api/networking/v1"
)

// A rule lets each of its peers use each of its ports.
type rule struct {
	peers []span
	ports ports
}

// egressRules are what a policy lets out.
func (c *Cluster) egressRules(p *networkingv1.NetworkPolicy) []rule {
	var rules []rule
	for _, r := range p.Spec.Egress {
		// A named port is that of the pod that is talked to.
		rules = append(rules, rule{c.peers(p.Namespace, r.To), portsOf(r.Ports, c.Pods)})
	}
	return rules
}

// ingressRules are what a policy lets into the pods that it selects.
func (c *Cluster) ingressRules(p *networkingv1.NetworkPolicy, selected []*Pod) []rule {
	var rules []rule
	for _, r := range p.Spec.Ingress {
		rules = append(rules, rule{c.peers(p.Namespace, r.From), portsOf(r.Ports, selected)})
	}
	return rules
}

// matches are what one of the rules allows, sorted. The kernel is slow to take many
// matches, and quick to take large sets: so one match is made of what has the same
// peers, and then of what has the same ports.
func matches(d direction, rules []rule) []string {
	byPeers := map[string]rule{}
	for _, r := range rules {
		if len(r.peers) == 0 {
			continue
		}
		key := peerMatch(d, r.peers)
		if same, ok := byPeers[key]; ok {
			same.ports.add(r.ports)
			r = same
		}
		byPeers[key] = r
	}
	byPorts := map[string][]span{}
	for _, r := range byPeers {
		for _, match := range r.ports.matches() {
			byPorts[match] = append(byPorts[match], r.peers...)
		}
	}
	var all []string
	for match, peers := range byPorts {
		all = append(all, strings.TrimSpace(peerMatch(d, union(peers))+" "+match))
	}
	slices.Sort(all)
	return all
}

// spanSet is a set of what is in spans, as name names a number.
func spanSet(spans []span, name func(uint64) string) string {
	elements := make([]string, len(spans))
	for i, s := range spans {
		elements[i] = name(s.first)
		if s.last > s.first {
			elements[i] += "-" + name(s.last)
		}
	}
	if len(elements) == 1 {
		return elements[0]
	}
	return set(elements)
}

// set is an anonymous set of nftables.
func set(elements []string) string { return "{ " + strings.Join(elements, ", ") + " }" }
