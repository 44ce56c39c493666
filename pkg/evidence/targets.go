package evidence

import (
	"fmt"
	"maps"
	"slices"
	"strconv"

	"k8s.io/apimachinery/pkg/apis/meta/v1/unstructured"

	"github.com/kubectl-mastery/kubectl-mastery/pkg/challenge"
	"github.com/kubectl-mastery/kubectl-mastery/pkg/check"
	"github.com/kubectl-mastery/kubectl-mastery/pkg/probe"
)

// identity resolves whom a check asks as; why says what is missing.
func (s *Session) identity(from challenge.Identity, ev check.Evidence) (who probe.Identity, why string) {
	who = probe.Identity{Namespace: s.namespace(from.Namespace), ServiceAccount: from.ServiceAccount, Labels: map[string]string{}}
	if from.Like != "" {
		o := ev.Objects[from.Like]
		if len(o.Items) == 0 {
			return who, o.What + " is not there"
		}
		workload := o.Items[0]
		who.Namespace = metadata(workload, "namespace")
		spec, labels := []string{"spec", "template", "spec"}, []string{"spec", "template", "metadata", "labels"}
		if workload["kind"] == "Pod" {
			spec, labels = []string{"spec"}, []string{"metadata", "labels"}
		}
		if who.ServiceAccount == "" {
			who.ServiceAccount = stringAt(workload, append(spec, "serviceAccountName")...)
		}
		have, _, _ := unstructured.NestedStringMap(workload, labels...)
		maps.Copy(who.Labels, have)
	}
	maps.Copy(who.Labels, from.Labels)
	if who.ServiceAccount == "default" {
		who.ServiceAccount = ""
	}
	return who, ""
}

// tries are what a check has tried in each round; why says what is missing.
func (s *Session) tries(one challenge.Check, ev check.Evidence, lists map[source]listing) (all []probe.Try, why string) {
	key := func(i int) string { return one.Name + keySeparator + strconv.Itoa(i) }
	if one.DNS != nil {
		name, err := s.values().Apply(one.DNS.Name)
		if err != nil {
			return nil, err.Error()
		}
		return []probe.Try{{Key: key(0), Timeout: mustReach, DNS: &probe.DNS{Name: name, Type: one.DNS.Type}}}, ""
	}
	targets, why := s.targets(one, ev, lists)
	if why != "" {
		return nil, why
	}
	for i, target := range targets {
		t := probe.Try{Key: key(i), Timeout: mustReach}
		if one.Refused() {
			t.Timeout = mustNot
		}
		switch {
		case one.HTTP != nil:
			t.HTTP = &probe.HTTP{Target: target, Path: one.HTTP.Path, Headers: one.HTTP.Headers}
			if tls := one.HTTP.TLS; tls != nil {
				t.HTTP.TLS = &probe.TLS{CA: tls.CA, Client: tls.Client, ServerName: tls.ServerName}
			}
		case one.Connect.Protocol == "UDP":
			t.UDP = &probe.UDP{Target: target, Send: one.Connect.Send}
		default:
			t.TCP = &target
		}
		all = append(all, t)
	}
	return all, ""
}

// targets resolves where a check goes. A connection that must be refused goes
// to an address, so that a lookup that fails does not look like a refusal.
func (s *Session) targets(one challenge.Check, ev check.Evidence, lists map[source]listing) (targets []probe.Target, why string) {
	to, alias, _ := one.Aim()
	target, err := challenge.ParseTarget(to)
	if err != nil {
		return nil, err.Error()
	}
	port, err := strconv.Atoi(target.Port)
	if err != nil {
		return nil, err.Error()
	}
	switch target.Kind {
	case "host":
		name, err := s.values().Apply(target.Name)
		if err != nil {
			return nil, err.Error()
		}
		return []probe.Target{{Host: name, Port: port}}, ""
	case "pods":
		for _, pod := range podsOf(ev.Objects[target.Name]) {
			if address := stringAt(pod, "status", "podIP"); address != "" {
				targets = append(targets, probe.Target{Host: address, Port: port})
			}
		}
		if len(targets) == 0 {
			return nil, "no pod of " + target.Name + " has an address"
		}
		return targets, ""
	}
	namespace := s.namespace(alias)
	services := lists[source{core("Service"), namespace}]
	i := slices.IndexFunc(services.items, func(item map[string]any) bool { return metadata(item, "name") == target.Name })
	address := ""
	if i >= 0 {
		address = stringAt(services.items[i], "spec", "clusterIP")
	}
	if services.unread == "" && i < 0 {
		return nil, fmt.Sprintf("service/%s is not there", target.Name)
	}
	if one.Refused() && address != "" && address != "None" {
		return []probe.Target{{Host: address, Port: port}}, ""
	}
	return []probe.Target{{Host: target.Name + "." + namespace + ".svc", Port: port}}, ""
}
