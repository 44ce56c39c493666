package author

import (
	"context"
	"fmt"

	"k8s.io/apimachinery/pkg/api/resource"
	metav1 "k8s.io/apimachinery/pkg/apis/meta/v1"
	"k8s.io/apimachinery/pkg/apis/meta/v1/unstructured"

	"github.com/kubectl-mastery/kubectl-mastery/pkg/challenge"
	"github.com/kubectl-mastery/kubectl-mastery/pkg/cluster"
	"github.com/kubectl-mastery/kubectl-mastery/pkg/scenario"
)

// weigh is how much room a case of a challenge takes, on nodes that have so much
// processor time for pods, in thousandths of a processor; 0 is not known. Errors
// are those of rendering the scenario.
func weigh(c *challenge.Challenge, cpu int64) (int64, error) {
	values := challenge.Substitution{Namespaces: map[string]string{}}
	for _, alias := range c.Namespaces() {
		values.Namespaces[alias] = alias
	}
	objects, err := scenario.Render(c, "", values)
	if err != nil {
		return 0, err
	}
	var pods, requests int64
	for _, object := range objects {
		n := podsOf(object)
		pods, requests = pods+n, requests+n*requestsOf(object)
	}
	identities := map[string]bool{}
	for _, one := range c.Spec.Checks {
		if from := one.From(); from != nil {
			identities[fmt.Sprintf("%+v", *from)] = true
		}
	}
	weight := pods + int64(len(identities))
	if cpu > 0 {
		// An update has twice the pods for a moment. What does not fit waits, and
		// leaves the machine idle, so that more would begin.
		weight = max(weight, (2*requests*room+cpu-1)/cpu)
	}
	return min(max(weight, least), most), nil
}

// requestsOf is how much processor time a pod that an object is or makes asks
// for, in thousandths of a processor.
func requestsOf(object *unstructured.Unstructured) int64 {
	for _, path := range [][]string{{"spec", "template", "spec", "containers"}, {"spec", "jobTemplate", "spec", "template", "spec", "containers"}, {"spec", "containers"}} {
		containers, _, _ := unstructured.NestedSlice(object.Object, path...)
		var sum int64
		for _, one := range containers {
			container, _ := one.(map[string]any)
			asked, _, _ := unstructured.NestedFieldNoCopy(container, "resources", "requests", "cpu")
			if quantity, err := resource.ParseQuantity(fmt.Sprint(asked)); err == nil {
				sum += quantity.MilliValue()
			}
		}
		if len(containers) > 0 {
			return sum
		}
	}
	return 0
}

// others is the share of the nodes' processor time that is left to what else runs
// there.
const others = 0.2

// Capacity is how much processor time the nodes of a cluster have for the pods
// of cases, in thousandths of a processor; 0 where nodes may not be listed. Nodes
// that take no pods without more ado are left out.
func Capacity(ctx context.Context, c *cluster.Cluster) int64 {
	nodes, err := c.Dynamic.Resource(cluster.Core("nodes")).List(ctx, metav1.ListOptions{})
	if err != nil {
		return 0
	}
	var all int64
	for _, node := range nodes.Items {
		unschedulable, _, _ := unstructured.NestedBool(node.Object, "spec", "unschedulable")
		taints, _, _ := unstructured.NestedSlice(node.Object, "spec", "taints")
		allocatable, _, _ := unstructured.NestedString(node.Object, "status", "allocatable", "cpu")
		quantity, err := resource.ParseQuantity(allocatable)
		if unschedulable || len(taints) > 0 || err != nil {
			continue
		}
		all += quantity.MilliValue()
	}
	return int64(float64(all) * (1 - others))
}

// podsOf is how many pods an object is or makes.
func podsOf(object *unstructured.Unstructured) int64 {
	switch object.GetKind() {
	case "Pod", "Job", "DaemonSet", "CronJob":
		return 1
	case "Deployment", "StatefulSet", "ReplicaSet":
		replicas, set, _ := unstructured.NestedInt64(object.Object, "spec", "replicas")
		if !set {
			return 1
		}
		return replicas
	}
	return 0
}
