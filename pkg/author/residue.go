package author

import (
	"context"
	"errors"
	"fmt"
	"slices"
	"sync"

	apierrors "k8s.io/apimachinery/pkg/api/errors"
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
// changes by itself is left out: events, leases and metrics; and kinds whose
// definition goes at this very moment, which has its own line.
func TakeSnapshot(ctx context.Context, disco discovery.DiscoveryInterface, dyn dynamic.Interface) (Snapshot, error) {
	if cached, ok := disco.(discovery.CachedDiscoveryInterface); ok {
		cached.Invalidate() // kinds come and go
	}
	lists, err := disco.ServerPreferredResources()
	if err != nil && !gone(err) {
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
				if apierrors.IsNotFound(err) {
					return
				}
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

// gone reports whether nothing else went wrong than that groups of kinds are
// not there any more.
func gone(err error) bool {
	failed, ok := errors.AsType[*discovery.ErrGroupDiscoveryFailed](err)
	if !ok {
		return false
	}
	for _, one := range failed.Groups {
		if !apierrors.IsNotFound(one) {
			return false
		}
	}
	return true
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
