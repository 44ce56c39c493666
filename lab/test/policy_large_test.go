package test

import (
	"fmt"
	"net/netip"
	"strings"
	"testing"
)

// The large policies: so many blocks, each of which may use so many ports.
const (
	largeBlocks = 800
	largePorts  = 50
)

// largePolicy allows some blocks some ports, and is made large by others that no
// client and no server has; the blocks overlap.
func largePolicy(selector string, blocks, ports []string) string {
	for i := range largeBlocks - len(blocks) {
		blocks = append(blocks, fmt.Sprintf("{ipBlock: {cidr: 20.%d.%d.0/%d}}", i/200, i%200, 23+i%2))
	}
	for i := range largePorts - len(ports) {
		ports = append(ports, fmt.Sprintf("{port: %d}", 1000+2*i))
	}
	return policyOf("red", selector, "ingress: [{from: ["+strings.Join(blocks, ", ")+"], ports: ["+strings.Join(ports, ", ")+"]}]")
}

// largeCase has two large policies, which add up: by the first an exception of one
// block is in another block, by the second what is left out by the first may do
// something else.
func largeCase(t *testing.T, p *policyWorld) policyCase {
	pods, err := netip.MustParseAddr(p.far).Prefix(16)
	if err != nil {
		t.Fatal(err)
	}
	const web = "{matchLabels: {app: web}}"
	block := func(addr string) string { return "{ipBlock: {cidr: " + addr + "/32}}" }
	return policyCase{
		"large policies",
		largePolicy(web, []string{
			fmt.Sprintf("{ipBlock: {cidr: %s, except: [%s/32, %s/32]}}", pods, p.far, p.blueFar), block(p.far),
		}, []string{"{port: 8080}", "{port: 9000, endPort: 9100}", "{port: 9050, endPort: 9060}"}) +
			largePolicy(web, []string{block(p.blueFar)}, []string{"{port: 8081, protocol: UDP}"}),
		map[string]string{"*": "web service other", "blue/far": "talk"},
	}
}
