package network

import (
	"bytes"
	"fmt"
	"os/exec"
	"strings"
)

// FabricRules hands TCP that leaves the lab to the gateway's port in the
// fabric. Nothing is forwarded: the host's own forwarding and firewall stay
// out of it.
func FabricRules(p Plan, port int) string {
	return fmt.Sprintf(`table ip mastery-gateway {
	chain prerouting {
		type nat hook prerouting priority dstnat; policy accept;
		ip daddr != { %s, %s, %s, 127.0.0.0/8, 224.0.0.0/4 } meta l4proto tcp redirect to :%d
	}
}
`, p.Nodes, p.Pods, p.Services, port)
}

// NodeRules hide pods behind their node when they talk to something outside
// of the cluster, the host included: nothing there has a route to a pod.
//
// What comes for the address of a load balancer, and is not forwarded to an
// endpoint by kube-proxy, whose own rules come first, has reached a port that no
// Service has: it is refused, lest the node's own servers answer. A ping is
// answered, which tells that there is such an address.
//
// They also hold back what pods send to Services before kube-proxy has its own
// rules, as it happens when a node starts again: sent on, it would lead nowhere,
// and the kernel would remember that of the connection, which kube-proxy refuses
// then. Dropped, it is sent anew after a second. Where kube-proxy has its rules
// nothing comes so far.
func NodeRules(p Plan) string {
	first, final := p.LoadBalancers()
	return fmt.Sprintf(`table ip mastery-node {
	chain postrouting {
		type nat hook postrouting priority srcnat; policy accept;
		ip saddr %s ip daddr != { %s, %s-%s } masquerade
	}
	chain input {
		type filter hook input priority filter + 10; policy accept;
		ip daddr %s-%s ct state new jump balancer
	}
	chain balancer {
		icmp type echo-request accept
		meta l4proto tcp reject with tcp reset
		reject
	}
	chain forward {
		type filter hook forward priority filter + 10; policy accept;
		ip daddr %s drop
	}
}
`, p.Pods, p.Pods, p.Node(0), last(p.Nodes, 254), first, final, p.Services)
}

// ApplyRules gives a ruleset to nft, whole or not at all.
func ApplyRules(rules string) error {
	cmd := exec.Command("nft", "-f", "-")
	cmd.Stdin = strings.NewReader(rules)
	var stderr bytes.Buffer
	cmd.Stderr = &stderr
	if err := cmd.Run(); err != nil {
		return fmt.Errorf("apply packet rules with nft: %w: %s", err, strings.TrimSpace(stderr.String()))
	}
	return nil
}
