package capability

import (
	"context"
	"fmt"
	"slices"
	"time"

	apierrors "k8s.io/apimachinery/pkg/api/errors"
	metav1 "k8s.io/apimachinery/pkg/apis/meta/v1"
	"k8s.io/apimachinery/pkg/apis/meta/v1/unstructured"
	"k8s.io/apimachinery/pkg/runtime/schema"
	"k8s.io/apimachinery/pkg/util/version"

	"github.com/kubectl-mastery/kubectl-mastery/pkg/challenge"
	"github.com/kubectl-mastery/kubectl-mastery/pkg/cluster"
)

func finders() map[string]func(context.Context, *cluster.Cluster) (State, string) {
	return map[string]func(context.Context, *cluster.Cluster) (State, string){
		challenge.DefaultStorageClass: defaultStorageClass,
		challenge.TwoNodes:            twoNodes,
		challenge.MetricsAPI:          metrics,
		challenge.OwnCluster:          ownCluster,
		challenge.SecondCluster:       secondCluster,
		challenge.LoadBalancer:        loadBalancer,
		challenge.Ingress:             ingress,
		challenge.PodSecurity:         podSecurity,
	}
}

func defaultStorageClass(ctx context.Context, c *cluster.Cluster) (State, string) {
	classes, err := c.Dynamic.Resource(schema.GroupVersionResource{Group: "storage.k8s.io", Version: "v1", Resource: "storageclasses"}).List(ctx, metav1.ListOptions{})
	if err != nil {
		return unread("StorageClasses", err)
	}
	for _, class := range classes.Items {
		if class.GetAnnotations()["storageclass.kubernetes.io/is-default-class"] == "true" {
			return There, "the default StorageClass is " + class.GetName()
		}
	}
	return Missing, fmt.Sprintf("of %d StorageClasses none is the default", len(classes.Items))
}

func twoNodes(ctx context.Context, c *cluster.Cluster) (State, string) {
	nodes, err := c.Dynamic.Resource(cluster.Core("nodes")).List(ctx, metav1.ListOptions{})
	if err != nil {
		return unread("nodes", err)
	}
	take, strange := 0, 0
	for _, node := range nodes.Items {
		switch system := node.GetLabels()["kubernetes.io/os"]; {
		case !takesPods(node):
		case system == "" || system == "linux":
			take++
		default:
			strange++
		}
	}
	says := fmt.Sprintf("%d of %d nodes take pods", take, len(nodes.Items))
	if strange > 0 {
		says += fmt.Sprintf("; %d that run no Linux do so as well, and pods of challenges cannot start there: taint them", strange)
	}
	if take < 2 {
		return Missing, says
	}
	return There, says
}

// takesPods reports whether any pod may come to a node.
func takesPods(node unstructured.Unstructured) bool {
	off, _, _ := unstructured.NestedBool(node.Object, "spec", "unschedulable")
	taints, _, _ := unstructured.NestedSlice(node.Object, "spec", "taints")
	conditions, _, _ := unstructured.NestedSlice(node.Object, "status", "conditions")
	has := func(list []any, key, value string, values ...string) bool {
		return slices.ContainsFunc(list, func(one any) bool {
			m, _ := one.(map[string]any)
			text, _ := m[value].(string)
			return (key == "" || m["type"] == key) && slices.Contains(values, text)
		})
	}
	return !off && !has(taints, "", "effect", "NoSchedule", "NoExecute") && has(conditions, "Ready", "status", "True")
}

func metrics(ctx context.Context, c *cluster.Cluster) (State, string) {
	_, err := c.Dynamic.Resource(schema.GroupVersionResource{Group: "metrics.k8s.io", Version: "v1beta1", Resource: "nodes"}).List(ctx, metav1.ListOptions{Limit: 1})
	switch {
	case apierrors.IsNotFound(err):
		return Missing, "there is no metrics API"
	case apierrors.IsServiceUnavailable(err):
		return Missing, "the metrics API does not answer"
	case err != nil && !apierrors.IsForbidden(err):
		return unread("the metrics API", err)
	}
	return There, "the metrics API answers"
}

// ownCluster cannot be read off a cluster; who may not drain nodes has none.
func ownCluster(ctx context.Context, c *cluster.Cluster) (State, string) {
	for _, need := range []access{{"patch", "", "nodes", ""}, {"create", "", "pods", "eviction"}} {
		allowed, err := may(ctx, c, need)
		if err != nil {
			return unread("what you may do", err)
		}
		if !allowed {
			return Missing, "you may not drain nodes"
		}
	}
	return Unknown, "whether the cluster is yours alone cannot be seen; you may drain its nodes"
}

func secondCluster(context.Context, *cluster.Cluster) (State, string) {
	return Unknown, "whether you have a second cluster cannot be seen from here"
}

// loadBalancer is told by Services of that type that are there; to make one may
// cost money.
func loadBalancer(ctx context.Context, c *cluster.Cluster) (State, string) {
	services, err := c.Dynamic.Resource(cluster.Core("services")).List(ctx, metav1.ListOptions{})
	if err != nil {
		return unread("Services", err)
	}
	waiting := ""
	for _, service := range services.Items {
		kind, _, _ := unstructured.NestedString(service.Object, "spec", "type")
		addresses, _, _ := unstructured.NestedSlice(service.Object, "status", "loadBalancer", "ingress")
		name := service.GetNamespace() + "/" + service.GetName()
		switch {
		case kind != "LoadBalancer":
		case len(addresses) > 0:
			return There, "Services of type LoadBalancer get an address, as " + name + " has one"
		case c.Now().Sub(service.GetCreationTimestamp().Time) > patience:
			waiting = name
		}
	}
	if waiting != "" {
		return Missing, "Service " + waiting + " of type LoadBalancer waits for an address, and gets none"
	}
	return Unknown, "whether Services of type LoadBalancer get an address: there is none that would tell"
}

// patience is how long a load balancer of a cloud may take to be made.
const patience = 5 * time.Minute

// ingress looks for classes, which controllers bring or are told of.
func ingress(ctx context.Context, c *cluster.Cluster) (State, string) {
	classes, err := c.Dynamic.Resource(schema.GroupVersionResource{Group: "networking.k8s.io", Version: "v1", Resource: "ingressclasses"}).List(ctx, metav1.ListOptions{})
	if err != nil {
		return unread("IngressClasses", err)
	}
	if len(classes.Items) > 0 {
		return There, "there is IngressClass " + classes.Items[0].GetName()
	}
	gateways, err := c.Dynamic.Resource(schema.GroupVersionResource{Group: "gateway.networking.k8s.io", Version: "v1", Resource: "gatewayclasses"}).List(ctx, metav1.ListOptions{})
	switch {
	case apierrors.IsNotFound(err), err == nil && len(gateways.Items) == 0:
		return Missing, "there is neither an IngressClass nor a GatewayClass"
	case err != nil:
		return unread("GatewayClasses", err)
	}
	return There, "there is GatewayClass " + gateways.Items[0].GetName()
}

// podSecurity is part of every API server from 1.25 on, unless it is left out
// on purpose, which nothing tells.
func podSecurity(ctx context.Context, c *cluster.Cluster) (State, string) {
	text, err := c.Version(ctx)
	if err != nil {
		return unread("the version of the cluster", err)
	}
	v, err := version.ParseGeneric(text)
	switch {
	case err != nil:
		return Unknown, "whether Pod Security is enforced: the version of the cluster is " + text
	case v.LessThan(version.MajorMinor(1, 25)):
		return Missing, "Pod Security comes with Kubernetes 1.25"
	}
	return There, "namespaces enforce the Pod Security Standard that they are labelled with"
}

func unread(what string, err error) (State, string) {
	if apierrors.IsForbidden(err) {
		return Unknown, "you may not read " + what
	}
	return Unknown, fmt.Sprintf("%s could not be read: %s", what, cluster.Explain(err))
}
