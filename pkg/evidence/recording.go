package evidence

import (
	"cmp"
	"context"
	"errors"
	"slices"

	"k8s.io/apimachinery/pkg/apis/meta/v1/unstructured"
	"k8s.io/apimachinery/pkg/runtime/schema"

	"github.com/kubectl-mastery/kubectl-mastery/pkg/check"
)

// Record lists every object in the challenge's namespaces, and outside them
// those of the kinds that it observes or declares to touch. What comes and goes
// by itself is left out. What may not be read is an error: nothing could be told
// of what is not there.
func (c *Collector) Record(ctx context.Context) ([]map[string]any, error) {
	kinds, err := c.Cluster.Kinds()
	if err != nil {
		return nil, err
	}
	sources := append(c.sources(), source{core("Namespace"), c.namespace("")})
	for _, touch := range c.Challenge.Spec.Touches {
		sources = append(sources, source{schema.FromAPIVersionAndKind(touch.APIVersion, touch.Kind), c.namespace("")})
	}
	for _, kind := range kinds {
		if !kind.Namespaced || !slices.Contains(kind.Verbs, "list") || Fleeting(kind.Group, kind.Name) {
			continue
		}
		for _, alias := range c.Challenge.Namespaces() {
			sources = append(sources, source{schema.GroupVersionKind{Group: kind.Group, Version: kind.Version, Kind: kind.Kind}, c.namespace(alias)})
		}
	}
	lists := newLists(c.Cluster, sources)
	if err := lists.fill(ctx); err != nil {
		return nil, err
	}
	var all []map[string]any
	seen := map[string]bool{}
	for s, list := range lists.now() {
		if list.unread != "" {
			return nil, errors.New(list.unread)
		}
		for _, item := range list.items {
			// One kind may be listed in several versions, and what has no namespace for each of ours.
			key := s.kind.String() + " " + metadata(item, "uid")
			if !seen[key] {
				seen[key] = true
				all = append(all, item)
			}
		}
	}
	slices.SortFunc(all, byIdentity)
	return all, nil
}

// Fleeting reports whether objects of a resource come and go by themselves.
func Fleeting(group, resource string) bool {
	return resource == "events" || resource == "leases" || group == "metrics.k8s.io"
}

// Observe is what a look would see if objects were all there is. They are not
// changed, and what is seen shares parts with them.
func (c *Collector) Observe(objects []map[string]any) map[string]check.Observed {
	lists := map[source]listing{}
	objects = slices.SortedFunc(slices.Values(objects), byIdentity)
	for _, s := range c.sources() {
		var list listing
		for _, o := range objects {
			if ns := metadata(o, "namespace"); kindOf(o) == s.kind && (ns == "" || ns == s.namespace || s.namespace == "") {
				list.items = append(list.items, o)
			}
		}
		lists[s] = list
	}
	return c.observed(lists)
}

// observed is what the challenge observes of lists.
func (c *Collector) observed(lists map[source]listing) map[string]check.Observed {
	view := view{challenge: c.Challenge, namespace: c.namespace, values: c.values(), lists: lists}
	all := map[string]check.Observed{}
	for name, w := range c.Challenge.Spec.Observe {
		all[name] = view.observe(w)
	}
	return all
}

// Ours reports whether an object is one of our probes.
func Ours(item map[string]any) bool { return ours(kindOf(item).Kind, item) }

func byIdentity(a, b map[string]any) int {
	return cmp.Or(
		cmp.Compare(metadata(a, "namespace"), metadata(b, "namespace")),
		cmp.Compare(kindOf(a).String(), kindOf(b).String()),
		cmp.Compare(metadata(a, "name"), metadata(b, "name")),
	)
}

func kindOf(item map[string]any) schema.GroupVersionKind {
	return (&unstructured.Unstructured{Object: item}).GroupVersionKind()
}
