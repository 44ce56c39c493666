package balancer

import (
	"testing"

	corev1 "k8s.io/api/core/v1"
	discoveryv1 "k8s.io/api/discovery/v1"
	metav1 "k8s.io/apimachinery/pkg/apis/meta/v1"
)

// machine is a node with a status of its condition Ready, and labels.
func machine(name string, ready corev1.ConditionStatus, labels ...string) *corev1.Node {
	n := &corev1.Node{ObjectMeta: metav1.ObjectMeta{Name: name, Labels: map[string]string{}}}
	for _, l := range labels {
		n.Labels[l] = ""
	}
	n.Status.Conditions = []corev1.NodeCondition{
		{Type: corev1.NodeMemoryPressure, Status: corev1.ConditionFalse},
		{Type: corev1.NodeReady, Status: ready},
	}
	return n
}

// on is an endpoint on a node.
func on(node string, ready, serving bool) discoveryv1.Endpoint {
	return discoveryv1.Endpoint{NodeName: &node, Conditions: discoveryv1.EndpointConditions{Ready: &ready, Serving: &serving}}
}

func TestAnswering(t *testing.T) {
	const yes, no, unknown = corev1.ConditionTrue, corev1.ConditionFalse, corev1.ConditionUnknown
	all := []*corev1.Node{machine("b", yes), machine("a-control", yes, controlPlane), machine("c", yes)}
	for name, tt := range map[string]struct {
		local     bool
		nodes     []*corev1.Node
		endpoints []discoveryv1.Endpoint
		want      string
	}{
		"first worker":             {false, all, nil, "b"},
		"only a control plane":     {false, all[1:2], nil, "a-control"},
		"the first is not Ready":   {false, []*corev1.Node{machine("b", unknown), machine("c", yes)}, nil, "c"},
		"none is Ready":            {false, []*corev1.Node{machine("b", unknown), machine("c", no)}, nil, ""},
		"one is excluded":          {false, []*corev1.Node{machine("b", yes, corev1.LabelNodeExcludeBalancers), machine("c", yes)}, nil, "c"},
		"endpoints do not matter":  {false, all, []discoveryv1.Endpoint{on("c", true, true)}, "b"},
		"Local: with an endpoint":  {true, all, []discoveryv1.Endpoint{on("b", false, false), on("c", true, true)}, "c"},
		"Local: on control plane":  {true, all, []discoveryv1.Endpoint{on("a-control", true, true)}, "a-control"},
		"Local: not known":         {true, all, []discoveryv1.Endpoint{{NodeName: &all[2].Name}}, "c"},
		"Local: ready before ends": {true, all, []discoveryv1.Endpoint{on("b", false, true), on("c", true, true)}, "c"},
		"Local: ends, but serves":  {true, all, []discoveryv1.Endpoint{on("c", false, true)}, "c"},
		"Local: no endpoint":       {true, all, []discoveryv1.Endpoint{on("c", false, false)}, "b"},
		"Local: node not Ready":    {true, []*corev1.Node{machine("b", yes), machine("c", no)}, []discoveryv1.Endpoint{on("c", true, true)}, "b"},
	} {
		t.Run(name, func(t *testing.T) {
			s := service("s", 1, "10.80.0.200", "")
			if tt.local {
				s.Spec.ExternalTrafficPolicy = corev1.ServiceExternalTrafficPolicyLocal
			}
			got := answering(s, tt.nodes, []*discoveryv1.EndpointSlice{{}, {Endpoints: tt.endpoints}})
			if got != tt.want {
				t.Errorf("node %q answers, want %q", got, tt.want)
			}
		})
	}
}
