// Package evidence gathers from a cluster what checks need: objects and
// answers to requests. Each kind is listed once for each look, and what can
// be read at once is.
package evidence

import (
	"context"
	"fmt"
	"strings"
	"sync"

	apierrors "k8s.io/apimachinery/pkg/api/errors"
	"k8s.io/apimachinery/pkg/api/meta"
	metav1 "k8s.io/apimachinery/pkg/apis/meta/v1"
	"k8s.io/apimachinery/pkg/runtime/schema"

	"github.com/kubectl-mastery/kubectl-mastery/pkg/challenge"
	"github.com/kubectl-mastery/kubectl-mastery/pkg/check"
	"github.com/kubectl-mastery/kubectl-mastery/pkg/cluster"
)

// Collector looks at one started challenge.
type Collector struct {
	Cluster   *cluster.Cluster
	Challenge *challenge.Challenge
	// Namespaces maps the challenge's aliases to real names.
	Namespaces map[string]string
	// StateOnly leaves out requests: the state alone is of interest.
	StateOnly bool

	mu sync.Mutex
	// reviewed are the API server's decisions at the last look.
	reviewed map[string]check.Review
}

// source is one list: a kind in a namespace.
type source struct {
	kind      schema.GroupVersionKind
	namespace string
}

// listing is what a list gave.
type listing struct {
	items  []map[string]any
	unread string
}

// Collect looks once. What may not be read is part of the evidence; only an
// API server that does not answer is an error.
func (c *Collector) Collect(ctx context.Context) (check.Evidence, error) {
	lists, err := c.lists(ctx)
	if err != nil {
		return check.Evidence{}, err
	}
	ev := check.Evidence{Objects: map[string]check.Observed{}}
	view := view{challenge: c.Challenge, namespace: c.namespace, lists: lists}
	for name, w := range c.Challenge.Spec.Observe {
		ev.Objects[name] = view.observe(w)
	}
	if ev.Answers, err = c.answers(ctx); err != nil {
		return check.Evidence{}, err
	}
	if ev.Access, err = c.access(ctx); err != nil {
		return check.Evidence{}, err
	}
	ev.At = c.Cluster.Now()
	return ev, nil
}

func (c *Collector) namespace(alias string) string {
	if alias == "" {
		alias = challenge.MainNamespace
	}
	return c.Namespaces[alias]
}

// sources are the lists that the challenge's observations need.
func (c *Collector) sources() []source {
	seen := map[source]bool{}
	var all []source
	add := func(kind schema.GroupVersionKind, namespace string) {
		if s := (source{kind, namespace}); !seen[s] {
			seen[s] = true
			all = append(all, s)
		}
	}
	for _, w := range c.Challenge.Spec.Observe {
		ns := c.namespace(w.Namespace)
		if w.Kind != "" {
			add(schema.FromAPIVersionAndKind(w.APIVersion, w.Kind), ns)
		}
		if w.Backs != "" {
			add(core("Service"), ns)
			for _, kind := range workloadKinds() {
				add(kind, ns)
			}
		}
		if w.Backs != "" || w.Single() {
			add(core("Pod"), ns)
			add(apps("ReplicaSet"), ns)
		}
	}
	return all
}

func core(kind string) schema.GroupVersionKind {
	return schema.GroupVersionKind{Version: "v1", Kind: kind}
}

func apps(kind string) schema.GroupVersionKind {
	return schema.GroupVersionKind{Group: "apps", Version: "v1", Kind: kind}
}

func workloadKinds() []schema.GroupVersionKind {
	var kinds []schema.GroupVersionKind
	for _, kind := range []string{"Deployment", "StatefulSet", "DaemonSet", "ReplicaSet"} {
		kinds = append(kinds, apps(kind))
	}
	return kinds
}

func (c *Collector) lists(ctx context.Context) (map[source]listing, error) {
	var (
		mu      sync.Mutex
		group   sync.WaitGroup
		failure error
	)
	lists := map[source]listing{}
	for _, s := range c.sources() {
		resource, err := c.Cluster.Resource(s.kind, s.namespace)
		if meta.IsNoMatchError(err) {
			mu.Lock()
			lists[s] = listing{} // a kind that is not there has no objects
			mu.Unlock()
			continue
		}
		if err != nil {
			return nil, cluster.Explain(err)
		}
		group.Go(func() {
			found, err := resource.List(ctx, metav1.ListOptions{})
			mu.Lock()
			defer mu.Unlock()
			switch {
			case apierrors.IsForbidden(err):
				lists[s] = listing{unread: fmt.Sprintf("you may not list %ss in namespace %s", strings.ToLower(s.kind.Kind), s.namespace)}
			case apierrors.IsNotFound(err):
				lists[s] = listing{}
			case err != nil:
				failure = err
			default:
				l := listing{}
				for i := range found.Items {
					l.items = append(l.items, found.Items[i].Object)
				}
				lists[s] = l
			}
		})
	}
	group.Wait()
	if failure != nil {
		return nil, fmt.Errorf("look at the cluster: %w", cluster.Explain(failure))
	}
	return lists, nil
}
