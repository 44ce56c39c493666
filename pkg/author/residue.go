package author

import (
	"context"
	"fmt"
	"slices"
	"sync"

	metav1 "k8s.io/apimachinery/pkg/apis/meta/v1"
	"k8s.io/apimachinery/pkg/runtime/schema"
	"k8s.io/client-go/discovery"
	"k8s.io/client-go/dynamic"

	"github.com/kubectl-mastery/kubectl-mastery/pkg/evidence"
)

// Snapshot is the set of all objects of a cluster, each as
// "resource namespace/name uid".
type Snapshot map[string]bool

// TakeSnapshot lists every object of every kind that can be listed. What
// changes by itself is left out: events, leases and metrics.
func TakeSnapshot(ctx context.Context, disco discovery.DiscoveryInterface, dyn dynamic.Interface) (Snapshot, error) {
	lists, err := disco.ServerPreferredResources()
	if err != nil {
		return nil, fmt.Errorf("list the kinds of the cluster: %w", err)
	}
	var (
		mu      sync.Mutex
		group   sync.WaitGroup
		failure error
	)
	all := Snapshot{}
	for _, list := range lists {
		version, err := schema.ParseGroupVersion(list.GroupVersion)
		if err != nil {
			return nil, err
		}
		for _, kind := range list.APIResources {
			resource := version.WithResource(kind.Name)
			if !slices.Contains(kind.Verbs, "list") || evidence.Fleeting(resource.Group, resource.Resource) {
				continue
			}
			group.Go(func() {
				found, err := dyn.Resource(resource).List(ctx, metav1.ListOptions{})
				mu.Lock()
				defer mu.Unlock()
				if err != nil {
					failure = fmt.Errorf("list %s: %w", resource.Resource, err)
					return
				}
				for i := range found.Items {
					o := &found.Items[i]
					all[fmt.Sprintf("%s %s/%s %s", resource.GroupResource(), o.GetNamespace(), o.GetName(), o.GetUID())] = true
				}
			})
		}
	}
	group.Wait()
	return all, failure
}

// Since lists what is in s and was not in before, in order.
func (s Snapshot) Since(before Snapshot) []string {
	var added []string
	for object := range s {
		if !before[object] {
			added = append(added, object)
		}
	}
	slices.Sort(added)
	return added
}
