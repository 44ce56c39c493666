package policy

import (
	networkingv1 "k8s.io/api/networking/v1"
	"k8s.io/apimachinery/pkg/labels"
)

// peers are the addresses at the other end of what a rule in a namespace allows.
func (c *Cluster) peers(namespace string, named []networkingv1.NetworkPolicyPeer) []span {
	if len(named) == 0 {
		return []span{everyAddr()}
	}
	var all []span
	for _, peer := range named {
		if peer.IPBlock != nil {
			all = append(all, blockPeers(peer.IPBlock)...)
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
				all = append(all, spanOf(pod.Addr))
			}
		}
	}
	return union(all)
}

// blockPeers are the addresses of a block but for its exceptions.
func blockPeers(block *networkingv1.IPBlock) []span {
	all, ok := spanOfBlock(block.CIDR)
	if !ok {
		return nil
	}
	var exceptions []span
	for _, cidr := range block.Except {
		exception, ok := spanOfBlock(cidr)
		if !ok {
			// What is left is not known.
			return nil
		}
		exceptions = append(exceptions, exception)
	}
	return all.without(exceptions)
}

// peerMatch matches addresses at the other end; a match of all is empty, as nft has
// none for what is always so.
func peerMatch(d direction, peers []span) string {
	if len(peers) == 1 && peers[0] == everyAddr() {
		return ""
	}
	return d.peer + " " + spanSet(peers, addrOf)
}
