package kubeapi

import (
	"context"
	"fmt"
	"strings"
	"sync"
)

// A resource is how the API serves a kind.
type resource struct {
	// Name is that of its lists, such as "pods".
	Name       string
	Kind       string
	Namespaced bool
}

// kinds remembers what the API has said of its kinds, by their apiVersion.
type kinds struct {
	sync.Mutex
	known map[string][]resource
}

// resource asks the API how it serves a kind, once for each apiVersion: unless
// the kind is new to it.
func (c *Client) resource(ctx context.Context, apiVersion, kind string) (resource, error) {
	// Those who need the same answer wait for one question.
	c.kinds.Lock()
	defer c.kinds.Unlock()
	if r, ok := find(c.kinds.known[apiVersion], kind); ok {
		return r, nil
	}
	var list struct{ Resources []resource }
	if err := c.Get(ctx, root(apiVersion), &list); err != nil {
		return resource{}, err
	}
	if c.kinds.known == nil {
		c.kinds.known = map[string][]resource{}
	}
	c.kinds.known[apiVersion] = list.Resources
	r, ok := find(list.Resources, kind)
	if !ok {
		return r, fmt.Errorf("the API has no kind %s in %s", kind, apiVersion)
	}
	return r, nil
}

func find(all []resource, kind string) (resource, bool) {
	for _, r := range all {
		// Others are parts of a resource, such as its scale.
		if r.Kind == kind && !strings.Contains(r.Name, "/") {
			return r, true
		}
	}
	return resource{}, false
}

// root is where the API has all of an apiVersion.
func root(apiVersion string) string {
	if strings.Contains(apiVersion, "/") {
		return "/apis/" + apiVersion
	}
	return "/api/" + apiVersion
}
