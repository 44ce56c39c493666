package check

import (
	"cmp"
	"slices"
)

// endpoints are the ready endpoints of EndpointSlices, each with the fields
//
//	address    the first of addresses, which is the one that is used
//	addresses
//	targetRef  kind, namespace, name and uid of the pod; empty where none is named
//	nodeName   empty where it is not known
//	ports      of its slice, each with name, port, protocol and appProtocol
//
// A pod with addresses of two families is there twice.
func endpoints(endpointSlices []map[string]any) []map[string]any {
	var all []map[string]any
	for _, slice := range endpointSlices {
		if deleting(slice) {
			continue
		}
		ports := []any{}
		for _, p := range objects(slice["ports"]) {
			ports = append(ports, map[string]any{
				"name": text(p, "name"), "port": integer(p["port"]),
				"protocol": cmp.Or(text(p, "protocol"), "TCP"), "appProtocol": text(p, "appProtocol"),
			})
		}
		for _, e := range objects(slice["endpoints"]) {
			// What says nothing is ready, as the API has it.
			if field(e, "conditions", "ready") == false {
				continue
			}
			addresses := append([]string{}, words(e["addresses"])...)
			target := map[string]any{}
			for _, key := range []string{"kind", "namespace", "name", "uid"} {
				target[key] = text(e, "targetRef", key)
			}
			all = append(all, map[string]any{
				"address": append(addresses, "")[0], "addresses": addresses,
				"targetRef": target, "nodeName": text(e, "nodeName"), "ports": ports,
			})
		}
	}
	return all
}

// serviceName is the label by which an EndpointSlice belongs to a Service.
const serviceName = "kubernetes.io/service-name"

// leadsTo reports whether a port of a Service leads to a port of pods: to
// nothing else, to each of them that is ready, and to at least one. What leads
// there is believed of addresses only: anybody may write into a slice that it
// is a pod's. And the Service must select them, or it would not follow when
// they are replaced.
func leadsTo(service map[string]any, port any, pods []map[string]any, number int64, endpointSlices []map[string]any) bool {
	p := servicePort(service, port) // nil matches no port of a slice
	// What there was in its slices stays there.
	if text(service, "spec", "type") == "ExternalName" {
		return false
	}
	// Without an address of its own it is found by the pods' addresses, and
	// nothing translates the port.
	if text(service, "spec", "clusterIP") == "None" && p["port"] != number {
		return false
	}
	var own []map[string]any
	for _, slice := range inNamespace(service, endpointSlices) {
		if text(slice, "metadata", "labels", serviceName) == name(service) {
			own = append(own, slice)
		}
	}
	reached := map[string]bool{}
	for _, e := range endpoints(own) {
		led := false
		for _, open := range objects(e["ports"]) {
			if open["name"] != p["name"] || open["protocol"] != p["protocol"] {
				continue
			}
			if open["port"] != number {
				return false
			}
			led = true
		}
		if !led {
			continue // it is for the Service's other ports
		}
		pod := podAt(pods, e)
		if pod == nil {
			return false
		}
		reached[text(pod, "metadata", "uid")] = true
	}
	selector, _ := field(service, "spec", "selector").(map[string]any)
	for _, pod := range pods {
		if !podReady(pod) || deleting(pod) {
			continue
		}
		if !reached[text(pod, "metadata", "uid")] || len(selector) == 0 || !selects(selector, field(pod, "metadata", "labels")) {
			return false
		}
	}
	return len(reached) > 0
}

// podAt is the one of the pods that an endpoint leads to.
func podAt(pods []map[string]any, endpoint map[string]any) map[string]any {
	addresses, _ := endpoint["addresses"].([]string)
	for _, pod := range pods {
		its := []string{text(pod, "status", "podIP")}
		for _, ip := range objects(field(pod, "status", "podIPs")) {
			its = append(its, text(ip, "ip"))
		}
		elsewhere := func(address string) bool { return address == "" || !slices.Contains(its, address) }
		if len(addresses) == 0 || slices.ContainsFunc(addresses, elsewhere) {
			continue
		}
		if uid := text(endpoint, "targetRef", "uid"); uid == "" || uid == text(pod, "metadata", "uid") {
			return pod
		}
	}
	return nil
}
