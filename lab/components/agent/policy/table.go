package policy

import (
	"fmt"
	"maps"
	"net/netip"
	"slices"
	"strings"
)

// tableName is the nftables table that holds all that policies ask for.
const tableName = "mastery-policy"

// A direction of packets, seen from a pod that is guarded.
type direction struct {
	// base is the chain through which all forwarded packets go.
	base string
	// prefix begins the names of the chains of pods and policies.
	prefix string
	// own and peer are how a packet names the guarded pod and the other end.
	own, peer string
	// priority orders the two: a packet from one pod to another on the same node
	// must pass both.
	priority string
}

func egress() direction {
	return direction{base: "egress", prefix: "from-", own: "ip saddr", peer: "ip daddr", priority: "filter"}
}

func ingress() direction {
	return direction{base: "ingress", prefix: "to-", own: "ip daddr", peer: "ip saddr", priority: "filter + 1"}
}

// A table is a ruleset: in each direction the pods that are isolated with the
// policies that say so, and what those let pass.
type table struct {
	egress, ingress half
}

// A half is a table in one direction.
type half struct {
	direction
	// isolated holds for each isolated pod the names of its policies, sorted.
	isolated map[netip.Addr][]string
	// allowed holds for each policy what it lets pass: matches of nftables.
	allowed map[string][]string
}

func newHalf(d direction) half {
	return half{direction: d, isolated: map[netip.Addr][]string{}, allowed: map[string][]string{}}
}

// String is the ruleset as nft reads it: it takes the place of the one before
// in one step.
func (t table) String() string {
	var b strings.Builder
	// Declared first, so that there is one to delete.
	fmt.Fprintf(&b, "table ip %[1]s\ndelete table ip %[1]s\ntable ip %[1]s {\n", tableName)
	if len(t.egress.isolated) > 0 || len(t.ingress.isolated) > 0 {
		t.egress.write(&b)
		t.ingress.write(&b)
	}
	b.WriteString("}\n")
	return b.String()
}

func (h half) write(b *strings.Builder) {
	pods := slices.SortedFunc(maps.Keys(h.isolated), netip.Addr.Compare)
	// Chains can only be jumped to by what comes after them.
	for _, name := range slices.Sorted(maps.Keys(h.allowed)) {
		fmt.Fprintf(b, "\tchain %s {\n", h.chain(name))
		for _, match := range h.allowed[name] {
			fmt.Fprintf(b, "\t\t%s\n", strings.TrimSpace(match+" accept"))
		}
		b.WriteString("\t}\n")
	}
	for _, pod := range pods {
		fmt.Fprintf(b, "\tchain %s {\n", h.chain(pod.String()))
		// None can block a pod's access to itself.
		fmt.Fprintf(b, "\t\t%s %s accept\n", h.peer, pod)
		for _, name := range h.isolated[pod] {
			fmt.Fprintf(b, "\t\tjump %s\n", h.chain(name))
		}
		b.WriteString("\t\tdrop\n\t}\n")
	}
	fmt.Fprintf(b, "\tchain %s {\n\t\ttype filter hook forward priority %s; policy accept;\n", h.base, h.priority)
	// Only the packets that go the way in which a connection was opened are
	// judged, and all of them: a policy ends the connections that it forbids.
	b.WriteString("\t\tct state established,related ct direction reply accept\n\t\tct state related accept\n")
	if len(pods) > 0 {
		fmt.Fprintf(b, "\t\t%s vmap {", h.own)
		for i, pod := range pods {
			if i > 0 {
				b.WriteString(",")
			}
			fmt.Fprintf(b, " %s : jump %s", pod, h.chain(pod.String()))
		}
		b.WriteString(" }\n")
	}
	b.WriteString("\t}\n")
}

// longestName is how much of a name fits into that of a chain.
const longestName = 100

// chain is the name of the chain of a pod's address or a policy.
func (h half) chain(name string) string {
	return h.prefix + shorten(name)
}
