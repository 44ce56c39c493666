// Package network holds a lab's address plan and builds its links, routes and
// packet rules, each in the network namespace of whoever calls it.
package network

import (
	"fmt"
	"net/netip"
)

// Plans is how many labs one machine can hold: each has ranges of its own, so
// that labs beside each other never clash and may one day be joined.
const Plans = 12

// MaxNodes is how many nodes a lab can have.
const MaxNodes = 100

// A Plan is the set of IPv4 ranges that belong to one lab.
type Plan struct {
	// Index tells labs apart, from 0 to Plans-1.
	Index int
	// Nodes is the link that the host, the gateway and the nodes share.
	Nodes netip.Prefix
	// Pods is split into one /24 for each node.
	Pods netip.Prefix
	// Services holds the cluster IPs.
	Services netip.Prefix
}

// PlanFor returns the plan of the lab with that index.
func PlanFor(index int) (Plan, error) {
	if index < 0 || index >= Plans {
		return Plan{}, fmt.Errorf("lab index %d is not between 0 and %d", index, Plans-1)
	}
	i := byte(index)
	return Plan{
		Index:    index,
		Nodes:    netip.PrefixFrom(netip.AddrFrom4([4]byte{10, 80, i, 0}), 24),
		Pods:     netip.PrefixFrom(netip.AddrFrom4([4]byte{10, 244 + i, 0, 0}), 16),
		Services: netip.PrefixFrom(netip.AddrFrom4([4]byte{10, 96 + i, 0, 0}), 16),
	}, nil
}

// Host is the address of the machine that runs the lab, as its nodes see it.
func (p Plan) Host() netip.Addr { return last(p.Nodes, 1) }

// Gateway is where nodes send what leaves the lab, and where they ask for
// names of the world outside.
func (p Plan) Gateway() netip.Addr { return last(p.Nodes, 2) }

// Node is the address of node n, counted from 0.
func (p Plan) Node(n int) netip.Addr { return last(p.Nodes, byte(11+n)) }

// LoadBalancers are the first and the last address of those that Services of
// type LoadBalancer can have; no node ever has one of them for its own.
func (p Plan) LoadBalancers() (first, final netip.Addr) {
	return last(p.Nodes, 200), last(p.Nodes, 250)
}

// NodePods is the range of the pods on node n, counted from 0.
func (p Plan) NodePods(n int) netip.Prefix {
	b := p.Pods.Addr().As4()
	b[2] = byte(n)
	return netip.PrefixFrom(netip.AddrFrom4(b), 24)
}

// API is the cluster IP of the Service kubernetes.
func (p Plan) API() netip.Addr { return last(p.Services, 1) }

// DNS is the cluster IP of the Service kube-dns.
func (p Plan) DNS() netip.Addr { return last(p.Services, 10) }

// HostLink is the name of the one interface that a lab has on the host.
func (p Plan) HostLink() string { return fmt.Sprintf("%s%d", hostLink, p.Index) }

const hostLink = "mastery-lab"

// last is the address in p whose last byte is b.
func last(p netip.Prefix, b byte) netip.Addr {
	a := p.Addr().As4()
	a[3] = b
	return netip.AddrFrom4(a)
}
