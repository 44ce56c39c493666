// Package evidence gathers from a cluster what checks need: objects, answers
// to requests, what probes came back with. Each kind is listed once and then
// watched, and what can be read at once is.
package evidence

import (
	"context"
	"errors"
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
	// Home is the namespace of our own, where no policy of a learner holds; what
	// the network enforces is found out there, and not at all where it is empty.
	Home string
	// StateOnly leaves out requests: the state alone is of interest.
	StateOnly bool
}

// Collect looks once. What may not be read is part of the evidence; only an
// API server that does not answer is an error.
func (c *Collector) Collect(ctx context.Context) (check.Evidence, error) {
	var seen check.Evidence
	err := c.Follow(ctx, func(ev check.Evidence) (bool, time.Duration, error) {
		seen = ev
		return complete(ev), 0, nil
	})
	return seen, err
}

// complete reports whether every answer has come that will come by itself, as
// often as is wanted.
func complete(ev check.Evidence) bool {
	for _, answer := range ev.Answers {
		if !answer.Tried() {
			return false
		}
	}
	return true
}

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
	return kinds
}
