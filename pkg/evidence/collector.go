// Package evidence gathers from a cluster what checks need: objects, answers
// to requests, what probes came back with. Each kind is listed once and then
// watched, and what can be read at once is.
package evidence

import (
	"context"
	"errors"
	"sync"
	"time"

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
	// Registry stands in for the one that images are named with, if not empty.
	Registry string
	// Home is the namespace of our own, where no policy of a learner holds; what
	// the network enforces is found out there, and not at all where it is empty.
	Home string
	// Network is what is known of it already, as in check.Evidence.
	Network string
	// StateOnly leaves out requests: the state alone is of interest.
	StateOnly bool
	// Given holds the learner's answers, by the question's name.
	Given map[string]string

	mu sync.Mutex
	// reviewed are the API server's decisions at the last look.
	reviewed map[string]check.Review
}

// values are what the challenge's texts and trials are filled in with.
func (c *Collector) values() challenge.Substitution {
	return challenge.Substitution{Namespaces: c.Namespaces, Registry: c.Registry}
}

// Collect looks until every answer has come that comes soon. What may not be
// read is part of the evidence; only an API server that does not answer is an
// error.
func (c *Collector) Collect(ctx context.Context) (check.Evidence, error) {
	var seen check.Evidence
	s, err := c.Open(ctx)
	if err != nil {
		return seen, err
	}
	began := time.Now()
	err = s.Follow(ctx, func(ev check.Evidence) (bool, time.Duration, error) {
		seen = ev
		return ev.Complete() || time.Since(began) > Thorough, time.Second, nil
	})
	_ = s.Close(ctx) // what is left of a probe goes by itself
	return seen, err
}

// Thorough is how long answers are waited for that are still on their way when
// all else is known: a probe may be slow to start, and what it finds may change
// again and again.
const Thorough = 20 * time.Second

// Follow looks again whenever something changes, see Session.Follow.
func (c *Collector) Follow(ctx context.Context, judge Judge) error {
	s, err := c.Open(ctx)
	if err != nil {
		return err
	}
	return errors.Join(s.Follow(ctx, judge), s.Close(ctx))
}

func (c *Collector) namespace(alias string) string {
	if alias == "" {
		alias = challenge.MainNamespace
	}
	return c.Namespaces[alias]
}

// sources are the lists that the challenge's observations and checks need.
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
		if w.Backs != "" || w.Single() && ownsPods(w.Kind) {
			add(core("Pod"), ns)
			if w.Backs != "" || w.Kind == "Deployment" {
				add(apps("ReplicaSet"), ns)
			}
		}
	}
	if c.StateOnly {
		return all
	}
	for _, one := range c.Challenge.Spec.Checks {
		to, alias, _ := one.Aim()
		if target, err := challenge.ParseTarget(to); err == nil && one.From() != nil && target.Kind == "service" {
			add(core("Service"), c.namespace(alias))
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
	return append(kinds, core("ReplicationController"))
}
