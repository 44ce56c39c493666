package test

import (
	"fmt"
	"hash/fnv"
	"slices"
	"strings"
)

// A policyCase is policies and what they let through.
type policyCase struct {
	name     string
	policies string
	// reach says for each client by which ways it gets through. A client that is
	// not named gets through by those of "*"; "all" are all ways.
	reach map[string]string
}

// expected is what policyWorld.try returns where the policies hold.
func (tt policyCase) expected() []string {
	var all []string
	for _, client := range policyClients() {
		ways, named := tt.reach[client]
		if !named {
			ways = tt.reach["*"]
		}
		if ways == "all" {
			ways = strings.Join(policyWays(), " ")
		}
		for way := range strings.FieldsSeq(ways) {
			all = append(all, client+" "+way)
		}
	}
	slices.Sort(all)
	return all
}

// policyOf is a policy for the pods of a namespace that a selector selects. Its
// name follows from what it says: another one has another name.
func policyOf(namespace, selector string, spec ...string) string {
	name := fnv.New32()
	fmt.Fprint(name, selector, spec)
	return fmt.Sprintf(`
apiVersion: networking.k8s.io/v1
kind: NetworkPolicy
metadata: {name: p-%[4]x, namespace: %[1]s}
spec:
  podSelector: %[2]s
  %[3]s
---`, namespace, selector, strings.Join(spec, "\n  "), name.Sum32())
}

// policyCases have every form of rule that the API knows.
func policyCases(p *policyWorld) []policyCase {
	const (
		web       = "{matchLabels: {app: web}}"
		ingress   = "policyTypes: [Ingress]"
		egress    = "policyTypes: [Egress]"
		onlyBlue  = "{namespaceSelector: {matchLabels: {team: blue}}}"
		everybody = "*"
	)
	block := func(addr string) string { return "{ipBlock: {cidr: " + addr + "/32}}" }
	return []policyCase{
		{"no policy", "", map[string]string{everybody: "all"}},
		{"deny ingress", policyOf("red", "{}", ingress), nil},
		{"deny egress", policyOf("red", "{}", egress), map[string]string{"blue/near": "all", "blue/far": "all"}},
		{"allow all beside deny all", policyOf("red", "{}", ingress) + policyOf("red", web, "ingress: [{}]"), map[string]string{everybody: "all"}},
		{"another pod is selected", policyOf("red", "{matchLabels: {app: near}}", ingress), map[string]string{everybody: "all"}},
		{"a pod of the namespace", policyOf("red", web, "ingress: [{from: [{podSelector: {matchLabels: {app: far}}}]}]"), map[string]string{"red/far": "all"}},
		{"by expression", policyOf("red", web, "ingress: [{from: [{podSelector: {matchExpressions: [{key: app, operator: NotIn, values: [far]}]}}]}]"), map[string]string{"red/near": "all"}},
		{"a namespace", policyOf("red", web, "ingress: [{from: ["+onlyBlue+"]}]"), map[string]string{"blue/near": "all", "blue/far": "all"}},
		{"a pod in a namespace", policyOf("red", web, "ingress: [{from: [{namespaceSelector: {matchLabels: {team: blue}}, podSelector: {matchLabels: {app: far}}}]}]"), map[string]string{"blue/far": "all"}},
		{"a pod, or a namespace", policyOf("red", web, "ingress: [{from: ["+onlyBlue+", {podSelector: {matchLabels: {app: near}}}]}]"), map[string]string{"blue/near": "all", "blue/far": "all", "red/near": "all"}},
		{"every namespace", policyOf("red", web, "ingress: [{from: [{namespaceSelector: {}}]}]"), map[string]string{everybody: "all"}},
		{"a block", policyOf("red", web, "ingress: [{from: ["+block(p.far)+"]}]"), map[string]string{"red/far": "all"}},
		{"a block with an exception", policyOf("red", web, "ingress: [{from: [{ipBlock: {cidr: 0.0.0.0/0, except: ["+p.far+"/32]}}]}]"), map[string]string{everybody: "all", "red/far": ""}},
		{"a port", policyOf("red", web, "ingress: [{ports: [{port: 9090}]}]"), map[string]string{everybody: "other"}},
		{"a named port", policyOf("red", web, "ingress: [{ports: [{port: web}]}]"), map[string]string{everybody: "web service"}},
		{"a named port of UDP", policyOf("red", web, "ingress: [{ports: [{port: talk, protocol: UDP}]}]"), map[string]string{everybody: "talk"}},
		{"a protocol", policyOf("red", web, "ingress: [{ports: [{protocol: UDP}]}]"), map[string]string{everybody: "talk"}},
		{"a range of ports", policyOf("red", web, "ingress: [{ports: [{port: 8000, endPort: 8100}]}]"), map[string]string{everybody: "web service"}},
		{"a range up to a port", policyOf("red", web, "ingress: [{ports: [{port: 8081, endPort: 9090}]}]"), map[string]string{everybody: "other"}},
		{
			"peers with ports", policyOf("red", web, "ingress: [{from: [{podSelector: {matchLabels: {app: near}}}], ports: [{port: web}]}, {from: ["+onlyBlue+"], ports: [{port: 9090}, {port: 8081, protocol: UDP}]}]"),
			map[string]string{"red/near": "web service", "blue/near": "other talk", "blue/far": "other talk"},
		},
		{
			"egress to a pod elsewhere", policyOf("blue", "{}", "policyTypes: [Egress]", "egress: [{to: [{namespaceSelector: {matchLabels: {team: red}}, podSelector: "+web+"}], ports: [{port: web}]}]"),
			map[string]string{"red/near": "all", "red/far": "all", "blue/near": "web service", "blue/far": "web service"},
		},
		{
			// A Service's own address is none that a policy can name.
			"egress to the address of a Service", policyOf("blue", "{}", "policyTypes: [Egress]", "egress: [{to: ["+block(p.service)+"]}]"),
			map[string]string{"red/near": "all", "red/far": "all"},
		},
		{
			"egress to a block", policyOf("blue", "{}", "policyTypes: [Egress]", "egress: [{to: ["+block(p.server)+"], ports: [{port: 8081, protocol: UDP}, {port: 9000, endPort: 9100}]}]"),
			map[string]string{"red/near": "all", "red/far": "all", "blue/near": "other talk", "blue/far": "other talk"},
		},
		{
			"both ends must allow", policyOf("red", web, "ingress: [{from: [{namespaceSelector: {}}], ports: [{port: 8080}, {port: 9090}]}]") +
				policyOf("blue", "{matchLabels: {app: near}}", "policyTypes: [Egress]", "egress: [{to: [{namespaceSelector: {}}], ports: [{port: 9090}, {port: 8081, protocol: UDP}]}]"),
			map[string]string{everybody: "web service other", "blue/near": "other"},
		},
	}
}
