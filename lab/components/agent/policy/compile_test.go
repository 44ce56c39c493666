package policy

import (
	"net/netip"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
	corev1 "k8s.io/api/core/v1"
	networkingv1 "k8s.io/api/networking/v1"
	"k8s.io/apimachinery/pkg/labels"
	"k8s.io/apimachinery/pkg/types"
	"sigs.k8s.io/yaml"
)

// sample is a cluster of two namespaces, with pods here and on another node.
func sample() *Cluster {
	pod := func(namespace, name, addr string, local bool, ports map[Port]uint16) *Pod {
		return &Pod{
			NamespacedName: types.NamespacedName{Namespace: namespace, Name: name},
			Labels:         labels.Set{"app": name},
			Addr:           netip.MustParseAddr(addr),
			Ports:          ports,
			Local:          local,
		}
	}
	web := func(number uint16) map[Port]uint16 {
		return map[Port]uint16{{Name: "web", Protocol: corev1.ProtocolTCP}: number}
	}
	return &Cluster{
		Namespaces: map[string]labels.Set{
			"shop": {"kubernetes.io/metadata.name": "shop"},
			"bank": {"kubernetes.io/metadata.name": "bank"},
		},
		Pods: []*Pod{
			pod("shop", "front", "10.244.0.2", true, web(8080)),
			pod("shop", "back", "10.244.0.3", true, web(9090)),
			pod("shop", "far", "10.244.1.2", false, web(7070)),
			pod("bank", "front", "10.244.1.3", false, nil),
			pod("bank", "back", "10.244.0.4", true, nil),
		},
	}
}

func parsePolicy(t testing.TB, spec string) *networkingv1.NetworkPolicy {
	t.Helper()
	p := &networkingv1.NetworkPolicy{}
	if err := yaml.UnmarshalStrict([]byte(spec), &p.Spec); err != nil {
		t.Fatal(err)
	}
	p.Namespace, p.Name = "shop", "p"
	return p
}

// TestRules has every form of rule that the API knows.
func TestRules(t *testing.T) {
	const (
		all     = "podSelector: {}\npolicyTypes: [Ingress, Egress]\n"
		front   = "podSelector: {matchLabels: {app: front}}\n"
		in, out = "policyTypes: [Ingress]\n", "policyTypes: [Egress]\n"
	)
	for _, tt := range []struct {
		name, spec string
		// to and from are what may reach the selected pods, and what they may
		// reach; "isolated" if nothing, and empty if they are not isolated.
		to, from string
	}{
		{"deny all", all, "isolated", "isolated"},
		{"deny ingress", front + in, "isolated", ""},
		{"deny egress", front + out, "", "isolated"},
		{"allow all", all + "ingress: [{}]\negress: [{}]", "accept", "accept"},
		{"a selector of nothing", "podSelector: {matchLabels: {app: nobody}}\n" + in, "", ""},
		{"a selector by expression", "podSelector: {matchExpressions: [{key: app, operator: NotIn, values: [front, back]}]}\n" + in, "", ""},
		{
			"pods of the namespace", front + in + "ingress: [{from: [{podSelector: {}}]}]",
			"ip saddr { 10.244.0.2-10.244.0.3, 10.244.1.2 } accept", "",
		},
		{
			"one pod", front + in + "ingress: [{from: [{podSelector: {matchLabels: {app: back}}}]}]",
			"ip saddr 10.244.0.3 accept", "",
		},
		{
			"a namespace", front + out + "egress: [{to: [{namespaceSelector: {matchLabels: {kubernetes.io/metadata.name: bank}}}]}]",
			"", "ip daddr { 10.244.0.4, 10.244.1.3 } accept",
		},
		{
			"every namespace", front + out + "egress: [{to: [{namespaceSelector: {}}]}]",
			"", "ip daddr { 10.244.0.2-10.244.0.4, 10.244.1.2-10.244.1.3 } accept",
		},
		{
			"pods in a namespace", front + in + "ingress: [{from: [{namespaceSelector: {matchLabels: {kubernetes.io/metadata.name: bank}}, podSelector: {matchLabels: {app: back}}}]}]",
			"ip saddr 10.244.0.4 accept", "",
		},
		{
			"pods, or a namespace", front + in + "ingress: [{from: [{namespaceSelector: {matchLabels: {kubernetes.io/metadata.name: bank}}}, {podSelector: {matchLabels: {app: back}}}]}]",
			"ip saddr { 10.244.0.3-10.244.0.4, 10.244.1.3 } accept", "",
		},
		{"peers that there are none of", front + in + "ingress: [{from: [{podSelector: {matchLabels: {app: nobody}}}]}]", "isolated", ""},
		{
			"a block", front + out + "egress: [{to: [{ipBlock: {cidr: 10.80.0.7/24}}]}]",
			"", "ip daddr 10.80.0.0-10.80.0.255 accept",
		},
		{
			"a block with exceptions", front + in + "ingress: [{from: [{ipBlock: {cidr: 10.0.0.0/8, except: [10.80.0.0/24, 10.81.0.0/16]}}]}]",
			"ip saddr { 10.0.0.0-10.79.255.255, 10.80.1.0-10.80.255.255, 10.82.0.0-10.255.255.255 } accept", "",
		},
		{"the block of everything", front + in + "ingress: [{from: [{ipBlock: {cidr: 0.0.0.0/0}}]}]", "accept", ""},
		{
			"everything but a block", front + in + "ingress: [{from: [{ipBlock: {cidr: 0.0.0.0/0, except: [10.0.0.0/8]}}]}]",
			"ip saddr { 0.0.0.0-9.255.255.255, 11.0.0.0-255.255.255.255 } accept", "",
		},
		{"a block of which nothing is left", front + in + "ingress: [{from: [{ipBlock: {cidr: 10.80.0.0/24, except: [10.80.0.0/25, 10.80.0.128/25]}}]}]", "isolated", ""},
		{
			"what one block leaves out another has", front + in + "ingress: [{from: [{ipBlock: {cidr: 10.80.0.0/24, except: [10.80.0.8/29]}}, {ipBlock: {cidr: 10.80.0.12/31}}]}]",
			"ip saddr { 10.80.0.0-10.80.0.7, 10.80.0.12-10.80.0.13, 10.80.0.16-10.80.0.255 } accept", "",
		},
		{
			"blocks that overlap and touch, and a pod in them", front + in + "ingress: [{from: [{ipBlock: {cidr: 10.244.1.0/25}}, {ipBlock: {cidr: 10.244.0.0/24}}, {ipBlock: {cidr: 10.244.0.0/30}}, {podSelector: {}}]}]",
			"ip saddr 10.244.0.0-10.244.1.127 accept", "",
		},
		{"blocks that are everything", front + in + "ingress: [{from: [{ipBlock: {cidr: 128.0.0.0/1}}, {ipBlock: {cidr: 0.0.0.0/1}}]}]", "accept", ""},
		{"a block of IPv6", front + in + "ingress: [{from: [{ipBlock: {cidr: \"::/0\"}}]}]", "isolated", ""},
		{"an exception that cannot be understood", front + in + "ingress: [{from: [{ipBlock: {cidr: 10.80.0.0/24, except: [\"::/0\"]}}]}]", "isolated", ""},
		{"a port", front + in + "ingress: [{ports: [{port: 80}]}]", "tcp dport 80 accept", ""},
		{"a port of UDP", front + out + "egress: [{ports: [{port: 53, protocol: UDP}]}]", "", "udp dport 53 accept"},
		{"a port of SCTP", front + out + "egress: [{ports: [{port: 9, protocol: SCTP}]}]", "", "sctp dport 9 accept"},
		{"every port of a protocol", front + out + "egress: [{ports: [{protocol: UDP}]}]", "", "meta l4proto udp accept"},
		{"a range of ports", front + in + "ingress: [{ports: [{port: 8000, endPort: 8100}]}]", "tcp dport 8000-8100 accept", ""},
		{
			"ports that overlap", front + in + "ingress: [{ports: [{port: 8000, endPort: 8100}, {port: 8080}]}]",
			"tcp dport 8000-8100 accept", "",
		},
		{
			"ports of several protocols", front + in + "ingress: [{ports: [{port: 80}, {port: 53, protocol: UDP}, {port: 443}, {port: 80, endPort: 81}, {protocol: SCTP}, {port: 9, protocol: SCTP}]}]",
			"meta l4proto sctp accept|tcp dport { 80-81, 443 } accept|udp dport 53 accept", "",
		},
		{
			"a named port of each pod", all + "ingress: [{ports: [{port: web}]}]",
			"ip daddr . tcp dport { 10.244.0.2 . 8080, 10.244.0.3 . 9090 } accept", "isolated",
		},
		{"a name that no port has", front + in + "ingress: [{ports: [{port: nothing}]}]", "isolated", ""},
		{"a name of another protocol", front + in + "ingress: [{ports: [{port: web, protocol: UDP}]}]", "isolated", ""},
		{
			"a named port of peers", front + out + "egress: [{to: [{podSelector: {matchLabels: {app: far}}}], ports: [{port: web}]}]",
			"", "ip daddr 10.244.1.2 ip daddr . tcp dport { 10.244.0.2 . 8080, 10.244.0.3 . 9090, 10.244.1.2 . 7070 } accept",
		},
		{
			"peers and ports are combined", front + in + "ingress: [{from: [{podSelector: {matchLabels: {app: back}}}, {ipBlock: {cidr: 10.80.0.0/24}}], ports: [{port: 80}, {port: 53, protocol: UDP}]}]",
			"ip saddr { 10.80.0.0-10.80.0.255, 10.244.0.3 } tcp dport 80 accept|ip saddr { 10.80.0.0-10.80.0.255, 10.244.0.3 } udp dport 53 accept", "",
		},
		{
			"rules add up", front + in + "ingress: [{ports: [{port: 80}]}, {from: [{podSelector: {matchLabels: {app: back}}}]}]",
			"ip saddr 10.244.0.3 accept|tcp dport 80 accept", "",
		},
		{
			"rules for the same peers", front + in + "ingress: [{from: [{podSelector: {matchLabels: {app: back}}}], ports: [{port: 80}]}, {from: [{podSelector: {matchLabels: {app: back}}}], ports: [{port: 81}, {port: web}]}]",
			"ip saddr 10.244.0.3 ip daddr . tcp dport { 10.244.0.2 . 8080 } accept|ip saddr 10.244.0.3 tcp dport 80-81 accept", "",
		},
		{
			"rules for the same ports", front + in + "ingress: [{from: [{podSelector: {matchLabels: {app: back}}}], ports: [{port: 80}]}, {from: [{ipBlock: {cidr: 10.80.0.7/32}}], ports: [{port: 80}]}]",
			"ip saddr { 10.80.0.7, 10.244.0.3 } tcp dport 80 accept", "",
		},
		{
			"rules that share one port", front + in + "ingress: [{from: [{podSelector: {matchLabels: {app: back}}}], ports: [{port: 80}, {port: 82}]}, {from: [{ipBlock: {cidr: 10.80.0.7/32}}], ports: [{port: 80}]}]",
			"ip saddr 10.244.0.3 tcp dport { 80, 82 } accept|ip saddr 10.80.0.7 tcp dport 80 accept", "",
		},
		{
			"everything beside some ports for the same peers", front + in + "ingress: [{from: [{podSelector: {matchLabels: {app: back}}}], ports: [{port: 80}]}, {from: [{podSelector: {matchLabels: {app: back}}}]}]",
			"ip saddr 10.244.0.3 accept", "",
		},
	} {
		t.Run(tt.name, func(t *testing.T) {
			c := sample()
			c.Policies = []*networkingv1.NetworkPolicy{parsePolicy(t, tt.spec)}
			got := c.compile()
			if diff := cmp.Diff([]string{tt.to, tt.from}, []string{describe(got.ingress), describe(got.egress)}); diff != "" {
				t.Errorf("to and from (-want +got):\n%s", diff)
			}
		})
	}
}

// describe is what the policy lets pass.
func describe(h half) string {
	if len(h.isolated) == 0 {
		return ""
	}
	var all []string
	for _, match := range h.allowed["shop/p"] {
		all = append(all, strings.TrimSpace(match+" accept"))
	}
	if all == nil {
		return "isolated"
	}
	return strings.Join(all, "|")
}

func TestOnlyLocalPodsAreGuarded(t *testing.T) {
	c := sample()
	c.Policies = []*networkingv1.NetworkPolicy{parsePolicy(t, "podSelector: {}\npolicyTypes: [Ingress]")}
	var got []string
	for addr := range c.compile().ingress.isolated {
		got = append(got, addr.String())
	}
	if len(got) != 2 || strings.Contains(strings.Join(got, " "), "10.244.1") {
		t.Errorf("guarded: %v", got)
	}
}

func TestRuleset(t *testing.T) {
	c := sample()
	first := parsePolicy(t, "podSelector: {matchLabels: {app: front}}\npolicyTypes: [Ingress, Egress]\ningress: [{ports: [{port: 80}]}]")
	second := parsePolicy(t, "podSelector: {}\npolicyTypes: [Ingress]\ningress: [{from: [{podSelector: {}}]}]")
	second.Name = strings.Repeat("long-name.", 20)
	c.Policies = []*networkingv1.NetworkPolicy{first, second}
	want := `table ip mastery-policy
delete table ip mastery-policy
table ip mastery-policy {
	chain from-shop/p {
	}
	chain from-10.244.0.2 {
		ip daddr 10.244.0.2 accept
		jump from-shop/p
		drop
	}
	chain egress {
		type filter hook forward priority filter; policy accept;
		ct state established,related ct direction reply accept
		ct state related accept
		ip saddr vmap { 10.244.0.2 : jump from-10.244.0.2 }
	}
	chain to-LONG {
		ip saddr { 10.244.0.2-10.244.0.3, 10.244.1.2 } accept
	}
	chain to-shop/p {
		tcp dport 80 accept
	}
	chain to-10.244.0.2 {
		ip saddr 10.244.0.2 accept
		jump to-LONG
		jump to-shop/p
		drop
	}
	chain to-10.244.0.3 {
		ip saddr 10.244.0.3 accept
		jump to-LONG
		drop
	}
	chain ingress {
		type filter hook forward priority filter + 1; policy accept;
		ct state established,related ct direction reply accept
		ct state related accept
		ip daddr vmap { 10.244.0.2 : jump to-10.244.0.2, 10.244.0.3 : jump to-10.244.0.3 }
	}
}
`
	got := strings.ReplaceAll(c.Ruleset(), shorten("shop/"+second.Name), "LONG")
	if diff := cmp.Diff(want, got); diff != "" {
		t.Errorf("ruleset (-want +got):\n%s", diff)
	}
	c.Policies = nil
	if diff := cmp.Diff("table ip mastery-policy\ndelete table ip mastery-policy\ntable ip mastery-policy {\n}\n", c.Ruleset()); diff != "" {
		t.Errorf("without policies (-want +got):\n%s", diff)
	}
}
