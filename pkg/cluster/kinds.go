package cluster

import (
	"fmt"
	"slices"
	"strings"

	metav1 "k8s.io/apimachinery/pkg/apis/meta/v1"
	"k8s.io/apimachinery/pkg/runtime/schema"
)

// Kinds lists the resources that the API server has, each once for its group, in
// the version that the server prefers, without subresources, by cached discovery where it can. A group whose server
// does not answer is left out.
func (c *Cluster) Kinds() ([]metav1.APIResource, error) {
	disco, err := c.flags.ToDiscoveryClient()
	if err != nil {
		return nil, err
	}
	_, lists, err := disco.ServerGroupsAndResources()
	if len(lists) == 0 && err != nil {
		return nil, fmt.Errorf("list the kinds of the cluster: %w", Explain(err))
	}
	seen := map[schema.GroupResource]bool{}
	var all []metav1.APIResource
	for _, list := range lists {
		version, err := schema.ParseGroupVersion(list.GroupVersion)
		if err != nil {
			return nil, fmt.Errorf("list the kinds of the cluster: %w", err)
		}
		for _, kind := range list.APIResources {
			kind.Group, kind.Version = version.Group, version.Version
			if one := (schema.GroupResource{Group: kind.Group, Resource: kind.Name}); !seen[one] && !strings.Contains(kind.Name, "/") {
				seen[one] = true
				all = append(all, kind)
			}
		}
	}
	slices.SortFunc(all, func(a, b metav1.APIResource) int {
		return strings.Compare(a.Group+" "+a.Name, b.Group+" "+b.Name)
	})
	return all, nil
}
