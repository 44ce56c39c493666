package policy

import (
	"fmt"
	"os"
	"os/exec"
	"runtime"
	"strings"
	"testing"

	"golang.org/x/sys/unix"
	networkingv1 "k8s.io/api/networking/v1"
)

// The large policies: so many blocks, each of which may use so many ports.
const (
	largeBlocks = 800
	largePorts  = 50
)

// large is a cluster of large policies, which select every pod of a namespace and
// have no block in common.
func large(tb testing.TB, policies int) *Cluster {
	var numbers []string
	for i := range largePorts {
		numbers = append(numbers, fmt.Sprintf("{port: %d}", 1000+2*i))
	}
	c := sample()
	for i := range policies {
		var blocks []string
		for j := range largeBlocks {
			blocks = append(blocks, fmt.Sprintf("{ipBlock: {cidr: %d.%d.%d.0/25}}", 20+i, j/200, j%200))
		}
		p := parsePolicy(tb, fmt.Sprintf("podSelector: {}\npolicyTypes: [Ingress]\ningress: [{from: [%s], ports: [%s]}]", strings.Join(blocks, ", "), strings.Join(numbers, ", ")))
		p.Name = fmt.Sprint("large-", i)
		c.Policies = append(c.Policies, p)
	}
	return c
}

// TestLargePolicies counts what the kernel is slow to take.
func TestLargePolicies(t *testing.T) {
	const policies = 3
	for name, matches := range large(t, policies).compile().ingress.allowed {
		if len(matches) != 1 {
			t.Errorf("%s is %d matches", name, len(matches))
		}
	}
	// The same, as somebody writes it who knows no lists.
	c := large(t, policies)
	for _, p := range c.Policies {
		all := p.Spec.Ingress[0]
		p.Spec.Ingress = nil
		for _, peer := range all.From {
			for _, port := range all.Ports {
				p.Spec.Ingress = append(p.Spec.Ingress, networkingv1.NetworkPolicyIngressRule{
					From: []networkingv1.NetworkPolicyPeer{peer}, Ports: []networkingv1.NetworkPolicyPort{port},
				})
			}
		}
	}
	if c.Ruleset() != large(t, policies).Ruleset() {
		t.Error("rules of one peer and one port each become other matches")
	}
}

// BenchmarkRuleset compiles large policies.
func BenchmarkRuleset(b *testing.B) {
	for _, policies := range []int{1, 20} {
		b.Run(fmt.Sprint("policies=", policies), func(b *testing.B) {
			c := large(b, policies)
			for b.Loop() {
				c.Ruleset()
			}
		})
	}
}

// BenchmarkLoad gives the rules of large policies to the kernel, in the place of
// those before; in a network namespace of its own, for which it must be root.
func BenchmarkLoad(b *testing.B) {
	if _, err := exec.LookPath("nft"); err != nil || os.Geteuid() != 0 {
		b.Skip("needs root and nft")
	}
	for _, policies := range []int{1, 20} {
		b.Run(fmt.Sprint("policies=", policies), func(b *testing.B) {
			rules := large(b, policies).Ruleset()
			// The thread ends with the benchmark, and its namespace with it.
			runtime.LockOSThread()
			if err := unix.Unshare(unix.CLONE_NEWNET); err != nil {
				b.Fatal(err)
			}
			for b.Loop() {
				if err := load(b.Context(), rules); err != nil {
					b.Fatal(err)
				}
			}
		})
	}
}
