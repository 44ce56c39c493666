package check_test

import (
	"fmt"
	"strings"
	"testing"

	"github.com/kubectl-mastery/kubectl-mastery/pkg/check"
)

func TestServicePort(t *testing.T) {
	objects := map[string]check.Observed{
		"service": single(t, `{kind: Service, spec: {ports: [
  {name: dns, port: 53, protocol: UDP, targetPort: dns}, {name: web, port: 80, targetPort: http, nodePort: 30080, appProtocol: h2c},
  {name: dns-tcp, port: 53}, {name: metrics, port: 9, targetPort: 9090}, {name: dup, port: 80, protocol: UDP, targetPort: 81}]}}`),
		"bare": single(t, "{kind: Service, spec: {ports: [{port: 80}]}}"),
		"shop": single(t, `{kind: Deployment, spec: {template: {spec: {
  initContainers: [{name: prepare, ports: [{name: dns, containerPort: 1, protocol: UDP}, {name: early, containerPort: 6}]}, {name: side, restartPolicy: Always, ports: [{name: late, containerPort: 7}, {name: http, containerPort: 2}]}],
  containers: [{name: aside, ports: [{name: dns, containerPort: 3}]}, {name: web, ports: [{containerPort: 4}, {name: http, containerPort: 8080}, {name: dns, containerPort: 5353, protocol: UDP}]}]}}}}`),
		"other": single(t, "{kind: Pod, spec: {containers: [{name: web, ports: [{name: http, containerPort: 8081}]}]}}"),
		"late":  single(t, "{kind: Service, spec: {ports: [{port: 80, targetPort: late}, {port: 81, targetPort: dns}, {port: 82, targetPort: early}]}}"),
	}
	holds(t, objects,
		"service.port(80) == {'name': 'web', 'port': 80, 'protocol': 'TCP', 'targetPort': 'http', 'nodePort': 30080, 'appProtocol': 'h2c'}",
		"bare.port(80) == {'name': '', 'port': 80, 'protocol': 'TCP', 'targetPort': 80, 'nodePort': 0, 'appProtocol': ''}",
		"service.port('80/TCP').name == 'web' && service.port('80/UDP').name == 'dup'",
		"service.port(53).name == 'dns-tcp' && service.port('53/UDP').name == 'dns'",
		"service.port('metrics').targetPort == 9090 && service.port('metrics', shop).targetPort == 9090",
		"service.port(80, shop).targetPort == 8080 && service.port(80, other).targetPort == 8081",
		"service.port('dns', shop).targetPort == 5353 && service.port('dns', other).targetPort == 0",
		"late.port(80, shop).targetPort == 7 && late.port(81, shop).targetPort == 3 && late.port(82, shop).targetPort == 0",
		"service.port(80, null).targetPort == 0",
	)
	for expression, says := range map[string]string{
		"service.port(8080).port == 1":       "there is no port 8080/TCP in the Service (there are: 53/UDP, 80/TCP, 53/TCP, 9/TCP, 80/UDP)",
		"bare.port('').port == 80":           "port  in the Service",
		"bare.port('80/UDP').port == 80":     "there is no port 80/UDP in the Service (there are: 80/TCP)",
		"shop.port(80, shop).port == 80":     "there is no port 80/TCP in the Service (there are: none)",
		"[service].port(80, shop).port == 1": "wants an object",
	} {
		if got := evaluated(t, objects, expression); got.Verdict == check.Pass || !strings.Contains(got.Observed+got.Reason, says) {
			t.Errorf("%s: %+v", expression, got)
		}
	}
}

func TestEndpoints(t *testing.T) {
	objects := map[string]check.Observed{
		"slices": several(t,
			`{kind: EndpointSlice, ports: [{port: 8080}, {name: dns, port: 53, protocol: UDP, appProtocol: x}], endpoints: [
  {addresses: [10.0.0.1, 10.0.0.2], targetRef: {kind: Pod, namespace: ns, name: a, uid: u1}, nodeName: n1, conditions: {ready: true}},
  {addresses: [10.0.0.3], conditions: {ready: false}},
  {addresses: [10.0.0.4]}]}`,
			"{kind: EndpointSlice, endpoints: [{addresses: ['fd00::1'], conditions: {}}, {addresses: []}]}",
			"{kind: EndpointSlice, metadata: {deletionTimestamp: '2026-11-24T12:00:00Z'}, endpoints: [{addresses: [10.0.0.5]}]}",
			"{kind: EndpointSlice}"),
	}
	holds(t, objects,
		"slices.endpoints().map(e, e.address) == ['10.0.0.1', '10.0.0.4', 'fd00::1', '']",
		"slices.endpoints()[0].addresses == ['10.0.0.1', '10.0.0.2']",
		"slices.endpoints()[0].targetRef == {'kind': 'Pod', 'namespace': 'ns', 'name': 'a', 'uid': 'u1'}",
		"slices.endpoints()[0].nodeName == 'n1' && slices.endpoints()[1].nodeName == '' && slices.endpoints()[1].targetRef.uid == ''",
		"slices.endpoints()[0].ports == [{'name': '', 'port': 8080, 'protocol': 'TCP', 'appProtocol': ''}, {'name': 'dns', 'port': 53, 'protocol': 'UDP', 'appProtocol': 'x'}]",
		"slices.endpoints()[2].ports == []",
		"'nothing'.endpoints() == []",
	)
}

// TestLeadsTo asks whether port 80 of a Service leads to port 8080 of two pods.
func TestLeadsTo(t *testing.T) {
	const (
		service  = "{kind: Service, metadata: {name: shop, namespace: ns}, spec: {type: ClusterIP, clusterIP: 10.96.0.1, selector: {app: shop}, ports: [{name: web, port: 80, targetPort: http}, {name: admin, port: 81, targetPort: 9090}]}}"
		labelled = "metadata: {namespace: ns, labels: {kubernetes.io/service-name: shop}}"
		both     = "ports: [{name: web, port: 8080}, {name: admin, port: 9090}]"
		a        = "{addresses: [10.0.0.1], targetRef: {uid: a}}"
		b        = "{addresses: [10.0.0.2], targetRef: {uid: b}, conditions: {ready: true}}"
		podA     = "{kind: Pod, metadata: {uid: a, labels: {app: shop, more: x}}, status: {podIP: 10.0.0.1, conditions: [{type: Ready, status: 'True'}]}}"
		podB     = "{kind: Pod, metadata: {uid: b, labels: {app: shop, more: x}}, status: {podIPs: [{ip: 10.0.0.2}, {ip: 'fd00::2'}], conditions: [{type: Ready, status: 'True'}]}}"
		unready  = "{kind: Pod, metadata: {uid: c, labels: {app: shop, more: x}}, status: {podIP: 10.0.0.3}}"
		ending   = "{kind: Pod, metadata: {uid: d, deletionTimestamp: '2026-11-24T12:00:00Z'}, status: {podIP: 10.0.0.4, conditions: [{type: Ready, status: 'True'}]}}"
	)
	slice := func(ports string, endpoints ...string) string {
		return fmt.Sprintf("{kind: EndpointSlice, %s, %s, endpoints: [%s]}", labelled, ports, strings.Join(endpoints, ", "))
	}
	pods := []string{podA, podB}
	tests := []struct {
		name    string
		service string
		pods    []string
		slices  []string
		want    bool
	}{
		{"to both", service, pods, []string{slice(both, a, b)}, true},
		{"to both, by two slices", service, pods, []string{slice(both, a), slice(both, b)}, true},
		{"to both, by addresses alone", service, pods, []string{slice(both, "{addresses: [10.0.0.1]}", "{addresses: [10.0.0.2]}")}, true},
		{"also by the other family", service, pods, []string{slice(both, a, b), slice(both, "{addresses: ['fd00::2'], targetRef: {uid: b}}")}, true},
		{"to one of two", service, pods, []string{slice(both, a)}, false},
		{"to none", service, pods, []string{slice(both)}, false},
		{"no slices", service, pods, nil, false},
		{"no pods", service, nil, nil, false},
		{"no pods, but endpoints", service, nil, []string{slice(both, a)}, false},
		{"to another pod as well", service, pods, []string{slice(both, a, b, "{addresses: [10.0.0.9], targetRef: {uid: z}}")}, false},
		{"to another pod that is not ready", service, pods, []string{slice(both, a, b, "{addresses: [10.0.0.9], conditions: {ready: false}}")}, true},
		{"to an address that is said to be the pod's", service, pods, []string{slice(both, a, b, "{addresses: [10.0.0.9], targetRef: {uid: a}}")}, false},
		{"to the address of a pod that is said to be another's", service, pods, []string{slice(both, a, "{addresses: [10.0.0.2], targetRef: {uid: a}}")}, false},
		{"to two addresses, one of another", service, pods, []string{slice(both, a, "{addresses: [10.0.0.2, 10.0.0.9]}")}, false},
		{"to no address", service, pods, []string{slice(both, a, b, "{addresses: []}")}, false},
		{"to an empty address", service, append(pods, "{kind: Pod, metadata: {uid: e}, status: {}}"), []string{slice(both, a, b, "{addresses: ['']}")}, false},
		{"on another port", service, pods, []string{slice("ports: [{name: web, port: 9090}]", a, b)}, false},
		{"on another port for one", service, pods, []string{slice(both, a), slice("ports: [{name: web, port: 9090}]", b)}, false},
		{"on another protocol", service, pods, []string{slice("ports: [{name: web, port: 8080, protocol: UDP}]", a, b)}, false},
		{"under another name", service, pods, []string{slice("ports: [{name: admin, port: 8080}]", a, b)}, false},
		{"with the same number for the other name", service, pods, []string{slice("ports: [{name: web, port: 9090}, {name: admin, port: 8080}]", a, b)}, false},
		{"another slice for the other port", service, pods, []string{slice(both, a, b), slice("ports: [{name: admin, port: 9090}]", "{addresses: [10.0.0.9]}")}, true},
		{"a pod that is not ready is left out", service, append(pods, unready), []string{slice(both, a, b)}, true},
		{"a pod that is not ready is led to all the same", service, append(pods, unready), []string{slice(both, a, b, "{addresses: [10.0.0.3]}")}, true},
		{"a pod that ends is left out", service, append(pods, ending), []string{slice(both, a, b)}, true},
		{"a slice of another Service", service, pods, []string{strings.Replace(slice(both, a, b), "service-name: shop", "service-name: other", 1)}, false},
		{"a slice of another Service beside it", service, pods, []string{slice(both, a, b), strings.Replace(slice(both, "{addresses: [10.0.0.9]}"), "service-name: shop", "service-name: other", 1)}, true},
		{"a slice of another namespace beside it", service, pods, []string{slice(both, a, b), strings.Replace(slice(both, "{addresses: [10.0.0.9]}"), "namespace: ns", "namespace: other", 1)}, true},
		{"no such port", strings.Replace(service, "port: 80,", "port: 8080,", 1), pods, []string{slice(both, a, b)}, false},
		{"another protocol", strings.Replace(service, "port: 80,", "port: 80, protocol: UDP,", 1), pods, []string{slice(strings.ReplaceAll(both, "}", ", protocol: UDP}"), a, b)}, false},
		{"an external name, with slices from before", strings.Replace(service, "type: ClusterIP", "type: ExternalName", 1), pods, []string{slice(both, a, b)}, false},
		{"without an address of its own", strings.Replace(service, "clusterIP: 10.96.0.1", "clusterIP: None", 1), pods, []string{slice(both, a, b)}, false},
		{"without a selector", strings.Replace(service, "selector: {app: shop}, ", "", 1), pods, []string{slice(both, a, b)}, false},
		{"with an empty selector", strings.Replace(service, "{app: shop}", "{}", 1), pods, []string{slice(both, a, b)}, false},
		{"with a selector for others", strings.Replace(service, "{app: shop}", "{app: other}", 1), pods, []string{slice(both, a, b)}, false},
		{"with a selector for one of two", service, []string{podA, strings.Replace(podB, "app: shop", "app: other", 1)}, []string{slice(both, a, b)}, false},
		{"a pod that is not ready is not selected", service, append(pods, strings.Replace(unready, "app: shop", "app: other", 1)), []string{slice(both, a, b)}, true},
		{"on a node's port as well", strings.Replace(service, "type: ClusterIP", "type: NodePort", 1), pods, []string{slice(both, a, b)}, true},
	}
	for _, test := range tests {
		t.Run(test.name, func(t *testing.T) {
			objects := map[string]check.Observed{"service": single(t, test.service), "pods": several(t, test.pods...), "slices": several(t, test.slices...)}
			if got := evaluated(t, objects, "service.leadsTo(80, pods, 8080, slices)"); (got.Verdict == check.Pass) != test.want || got.Verdict == check.Broken {
				t.Errorf("%+v, want %t", got, test.want)
			}
		})
	}
	objects := map[string]check.Observed{
		"service":  single(t, service),
		"headless": single(t, strings.NewReplacer("clusterIP: 10.96.0.1", "clusterIP: None", "port: 80,", "port: 8080,").Replace(service)),
		"pods":     several(t, pods...), "slices": several(t, slice(both, a, b)),
	}
	holds(t, objects,
		"headless.leadsTo(8080, pods, 8080, slices)",
		"service.leadsTo('web', pods, 8080, slices) && service.leadsTo(81, pods, 9090, slices) && !service.leadsTo(81, pods, 8080, slices)",
		"service.leadsTo(80, pods.filter(p, p.metadata.uid != 'c'), 8080, slices)",
		"!service.leadsTo(80, pods.filter(p, p.metadata.uid == 'a'), 8080, slices)",
	)
	if got := evaluated(t, objects, "pods.leadsTo(80, pods, 8080, slices)"); got.Verdict != check.Broken {
		t.Errorf("%+v", got)
	}
}
