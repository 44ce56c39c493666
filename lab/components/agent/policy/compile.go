package policy

import (
	"crypto/sha256"
	"encoding/hex"
	"slices"

	networkingv1 "k8s.io/api/networking/v1"
	metav1 "k8s.io/apimachinery/pkg/apis/meta/v1"
	"k8s.io/apimachinery/pkg/labels"
)

// Ruleset is what nft must be given for the cluster's policies to hold for the
// local pods.
func (c *Cluster) Ruleset() string { return c.compile().String() }

func (c *Cluster) compile() table {
	t := table{egress: newHalf(egress()), ingress: newHalf(ingress())}
	for _, p := range c.Policies {
		var selected []*Pod
		for _, pod := range c.inNamespace(p.Namespace, &p.Spec.PodSelector) {
			if pod.Local {
				selected = append(selected, pod)
			}
		}
		if len(selected) == 0 {
			continue
		}
		// The API server has filled in the types that the author left out.
		if slices.Contains(p.Spec.PolicyTypes, networkingv1.PolicyTypeEgress) {
			t.egress.add(p, selected, c.egressRules(p))
		}
		if slices.Contains(p.Spec.PolicyTypes, networkingv1.PolicyTypeIngress) {
			t.ingress.add(p, selected, c.ingressRules(p, selected))
		}
	}
	return t
}

// add isolates pods, but for what the rules allow.
func (h half) add(p *networkingv1.NetworkPolicy, pods []*Pod, rules []rule) {
	name := p.Namespace + "/" + p.Name
	h.allowed[name] = matches(h.direction, rules)
	for _, pod := range pods {
		h.isolated[pod.Addr] = append(h.isolated[pod.Addr], name)
		slices.Sort(h.isolated[pod.Addr])
	}
}

// inNamespace are the pods of a namespace that a selector selects.
func (c *Cluster) inNamespace(namespace string, s *metav1.LabelSelector) []*Pod {
	chosen := selector(s)
	var found []*Pod
	for _, pod := range c.Pods {
		if pod.Namespace == namespace && chosen.Matches(pod.Labels) {
			found = append(found, pod)
		}
	}
	return found
}

// selector reads a selector. One that cannot be read, which the API server
// does not accept, selects nothing.
func selector(s *metav1.LabelSelector) labels.Selector {
	chosen, err := metav1.LabelSelectorAsSelector(s)
	if err != nil {
		return labels.Nothing()
	}
	return chosen
}

// shorten makes a long name one that fits and still is the only one.
func shorten(name string) string {
	if len(name) <= longestName {
		return name
	}
	sum := sha256.Sum256([]byte(name))
	tail := hex.EncodeToString(sum[:8])
	return name[:longestName-len(tail)-1] + "." + tail
}
