package capability

import (
	"context"
	"fmt"
	"sync"

	metav1 "k8s.io/apimachinery/pkg/apis/meta/v1"
	"k8s.io/apimachinery/pkg/apis/meta/v1/unstructured"
	"k8s.io/apimachinery/pkg/runtime/schema"

	"github.com/kubectl-mastery/kubectl-mastery/pkg/cluster"
)

// Permission is something that kubectl mastery does for a learner, with the
// learner's own rights.
type Permission struct {
	// What it is for, in words.
	What string `json:"what"`
	// Lacks are the rights for it that the learner does not have, such as
	// "create jobs.batch".
	Lacks []string `json:"lacks"`
}

// access is one right in all namespaces.
type access struct{ verb, group, resource, subresource string }

func (a access) String() string {
	text := a.verb + " " + a.resource
	if a.group != "" {
		text += "." + a.group
	}
	if a.subresource != "" {
		text += "/" + a.subresource
	}
	return text
}

// needs are the rights that each thing takes. They are asked for in all
// namespaces, for those of challenges do not exist yet.
func needs() []struct {
	what   string
	rights []access
} {
	return []struct {
		what   string
		rights []access
	}{
		{"make namespaces for challenges, and remove them", []access{{"create", "", "namespaces", ""}, {"delete", "", "namespaces", ""}, {"get", "", "namespaces", ""}}},
		{"make what challenges are made of", []access{
			{"create", "", "configmaps", ""}, {"create", "", "secrets", ""}, {"create", "", "services", ""}, {"create", "", "pods", ""}, {"create", "apps", "deployments", ""},
		}},
		{"see what becomes of it", []access{
			{"list", "", "pods", ""}, {"watch", "", "pods", ""}, {"list", "", "events", ""}, {"list", "discovery.k8s.io", "endpointslices", ""}, {"list", "apps", "replicasets", ""},
		}},
		{"ask from outside whether a Service answers", []access{{"get", "", "services", "proxy"}}},
		{"ask from inside, with pods of its own", []access{{"create", "batch", "jobs", ""}, {"delete", "batch", "jobs", ""}, {"get", "", "pods", "log"}}},
	}
}

// permissions asks the API server for all of them at once.
func permissions(ctx context.Context, c *cluster.Cluster) ([]Permission, error) {
	var (
		mu      sync.Mutex
		group   sync.WaitGroup
		failure error
	)
	lacks := map[access]bool{}
	for _, need := range needs() {
		for _, right := range need.rights {
			group.Go(func() {
				allowed, err := may(ctx, c, right)
				mu.Lock()
				defer mu.Unlock()
				lacks[right] = !allowed
				if err != nil {
					failure = fmt.Errorf("ask the API server what you may do: %w", cluster.Explain(err))
				}
			})
		}
	}
	group.Wait()
	var all []Permission
	for _, need := range needs() {
		p := Permission{What: need.what, Lacks: []string{}}
		for _, right := range need.rights {
			if lacks[right] {
				p.Lacks = append(p.Lacks, right.String())
			}
		}
		all = append(all, p)
	}
	return all, failure
}

// may asks whether somebody has a right.
func may(ctx context.Context, c *cluster.Cluster, a access) (bool, error) {
	review := &unstructured.Unstructured{Object: map[string]any{
		"apiVersion": "authorization.k8s.io/v1", "kind": "SelfSubjectAccessReview",
		"spec": map[string]any{"resourceAttributes": map[string]any{
			"verb": a.verb, "group": a.group, "resource": a.resource, "subresource": a.subresource,
		}},
	}}
	reviews := schema.GroupVersionResource{Group: "authorization.k8s.io", Version: "v1", Resource: "selfsubjectaccessreviews"}
	answer, err := c.Dynamic.Resource(reviews).Create(ctx, review, metav1.CreateOptions{})
	if err != nil {
		return false, err
	}
	allowed, _, _ := unstructured.NestedBool(answer.Object, "status", "allowed")
	return allowed, nil
}
