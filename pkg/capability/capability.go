// Package capability finds out what a cluster can do beyond what every
// conformant one can, and what somebody may do there, by reading alone.
package capability

import (
	"context"
	"fmt"
	"slices"
	"strings"
	"sync"

	apierrors "k8s.io/apimachinery/pkg/api/errors"
	metav1 "k8s.io/apimachinery/pkg/apis/meta/v1"
	"k8s.io/apimachinery/pkg/apis/meta/v1/unstructured"
	"k8s.io/apimachinery/pkg/runtime/schema"

	"github.com/kubectl-mastery/kubectl-mastery/pkg/challenge"
	"github.com/kubectl-mastery/kubectl-mastery/pkg/check"
	"github.com/kubectl-mastery/kubectl-mastery/pkg/cluster"
)

// State is whether a cluster has something.
type State string

// The states. What cannot be read, or cannot be known by reading, is unknown.
const (
	There   State = "there"
	Missing State = "missing"
	Unknown State = "unknown"
)

// Finding is what was found out about one requirement of challenges.
type Finding struct {
	// Name is one of challenge.Requirements.
	Name  string `json:"name"`
	State State  `json:"state"`
	// Says is what was seen, in a few words.
	Says string `json:"says"`
}

// Report is all that was found out.
type Report struct {
	// Version is the API server's.
	Version     string       `json:"version"`
	Permissions []Permission `json:"permissions"`
	Findings    []Finding    `json:"findings"`
}

// Look reads what there is, all at once. network is what is known of the network
// already, as in check.Evidence.
func Look(ctx context.Context, c *cluster.Cluster, network string) (*Report, error) {
	r := &Report{Findings: make([]Finding, 0, len(finders()))}
	version, err := c.Version(ctx)
	if err != nil {
		return nil, err
	}
	r.Version = version
	var (
		mu    sync.Mutex
		group sync.WaitGroup
	)
	for name, find := range finders() {
		group.Go(func() {
			state, says := find(ctx, c)
			mu.Lock()
			defer mu.Unlock()
			r.Findings = append(r.Findings, Finding{name, state, says})
		})
	}
	var asked error
	group.Go(func() { r.Permissions, asked = permissions(ctx, c) })
	group.Wait()
	r.Findings = append(r.Findings, Enforces(network))
	slices.SortFunc(r.Findings, func(a, b Finding) int { return strings.Compare(a.Name, b.Name) })
	return r, asked
}

// Enforces is the finding about NetworkPolicies, which only trying tells.
func Enforces(network string) Finding {
	f := Finding{Name: challenge.NetworkPolicy, State: Unknown, Says: "whether NetworkPolicies are enforced, only trying tells"}
	switch network {
	case check.Enforces:
		f.State, f.Says = There, "NetworkPolicies are enforced"
	case check.EnforcesNot:
		f.State, f.Says = Missing, "NetworkPolicies are accepted, and nothing enforces them"
	}
	return f
}

// Of is the finding about a requirement.
func (r *Report) Of(name string) Finding {
	for _, f := range r.Findings {
		if f.Name == name {
			return f
		}
	}
	return Finding{Name: name, State: Unknown}
}

// Runs tells whether a challenge can run: what it requires and is not there, or
// not known.
func (r *Report) Runs(c *challenge.Challenge) (missing, unknown []string) {
	for _, name := range c.Spec.Requires {
		switch r.Of(name).State {
		case Missing:
			missing = append(missing, name)
		case Unknown:
			unknown = append(unknown, name)
		}
	}
	return missing, unknown
}

func finders() map[string]func(context.Context, *cluster.Cluster) (State, string) {
	return map[string]func(context.Context, *cluster.Cluster) (State, string){
		challenge.DefaultStorageClass: defaultStorageClass,
		challenge.TwoNodes:            twoNodes,
		challenge.MetricsAPI:          metrics,
		challenge.OwnCluster:          ownCluster,
		challenge.SecondCluster:       secondCluster,
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
	return Unknown, "you may drain nodes; whether the cluster is yours alone, you know"
}

func secondCluster(context.Context, *cluster.Cluster) (State, string) {
	return Unknown, "whether you have another cluster, you know"
}

func unread(what string, err error) (State, string) {
	if apierrors.IsForbidden(err) {
		return Unknown, "you may not read " + what
	}
	return Unknown, fmt.Sprintf("%s could not be read: %s", what, cluster.Explain(err))
}
