package network

import (
	"net/netip"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
)

func TestPlansAreApart(t *testing.T) {
	var seen []netip.Prefix
	for i := range Plans {
		p, err := PlanFor(i)
		if err != nil {
			t.Fatal(err)
		}
		for _, q := range []netip.Prefix{p.Nodes, p.Pods, p.Services} {
			for _, other := range seen {
				if q.Overlaps(other) {
					t.Errorf("plan %d: %s overlaps %s", i, q, other)
				}
			}
			seen = append(seen, q)
		}
	}
}

func TestPlanFor(t *testing.T) {
	p, err := PlanFor(2)
	if err != nil {
		t.Fatal(err)
	}
	got := strings.Join([]string{
		p.HostLink(), p.Nodes.String(), p.Host().String(), p.Gateway().String(), p.Node(0).String(),
		p.Node(MaxNodes - 1).String(), p.Pods.String(), p.NodePods(0).String(), p.NodePods(1).String(),
		p.Services.String(), p.API().String(), p.DNS().String(),
	}, " ")
	first, final := p.LoadBalancers()
	if first.String() != "10.80.2.200" || final.String() != "10.80.2.250" {
		t.Errorf("load balancers have %s to %s", first, final)
	}
	if !p.Node(MaxNodes-1).Less(first) || !p.Nodes.Contains(final) {
		t.Errorf("load balancers have %s to %s, nodes %s of %s", first, final, p.Node(MaxNodes-1), p.Nodes)
	}
	want := "mastery-lab2 10.80.2.0/24 10.80.2.1 10.80.2.2 10.80.2.11 " +
		"10.80.2.110 10.246.0.0/16 10.246.0.0/24 10.246.1.0/24 " +
		"10.98.0.0/16 10.98.0.1 10.98.0.10"
	if diff := cmp.Diff(want, got); diff != "" {
		t.Errorf("plan (-want +got):\n%s", diff)
	}
	for _, index := range []int{-1, Plans} {
		if _, err := PlanFor(index); err == nil {
			t.Errorf("a plan for index %d", index)
		}
	}
}

func TestCovers(t *testing.T) {
	p, err := PlanFor(0)
	if err != nil {
		t.Fatal(err)
	}
	for _, tt := range []struct {
		route string
		want  bool
	}{
		{"10.80.0.0/24", true},
		{"10.80.0.128/25", true},
		{"10.244.7.0/24", true},
		{"10.96.0.10/32", true},
		{"10.0.0.0/8", false},
		{"10.80.1.0/24", false},
		{"192.168.0.0/16", false},
	} {
		if got := p.covers(netip.MustParsePrefix(tt.route)); got != tt.want {
			t.Errorf("route %s: covered %t, want %t", tt.route, got, tt.want)
		}
	}
}

func TestRules(t *testing.T) {
	p, err := PlanFor(1)
	if err != nil {
		t.Fatal(err)
	}
	want := `table ip mastery-gateway {
	chain prerouting {
		type nat hook prerouting priority dstnat; policy accept;
		ip daddr != { 10.80.1.0/24, 10.245.0.0/16, 10.97.0.0/16, 127.0.0.0/8, 224.0.0.0/4 } meta l4proto tcp redirect to :15001
	}
}
table ip mastery-node {
	chain postrouting {
		type nat hook postrouting priority srcnat; policy accept;
		ip saddr 10.245.0.0/16 ip daddr != { 10.245.0.0/16, 10.80.1.11-10.80.1.254 } masquerade
	}
	chain input {
		type filter hook input priority filter + 10; policy accept;
		ip daddr 10.80.1.200-10.80.1.250 ct state new jump balancer
	}
	chain balancer {
		icmp type echo-request accept
		meta l4proto tcp reject with tcp reset
		reject
	}
	chain forward {
		type filter hook forward priority filter + 10; policy accept;
		ip daddr 10.97.0.0/16 drop
	}
}
`
	if diff := cmp.Diff(want, FabricRules(p, 15001)+NodeRules(p)); diff != "" {
		t.Errorf("rules (-want +got):\n%s", diff)
	}
}
