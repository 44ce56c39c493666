package audit

import (
	"fmt"
	"slices"
	"strings"
	"time"
)

// A Filter says which events are wanted; its zero value wants all.
type Filter struct {
	// User made the request, or is in whose name it was made.
	User string
	// Verbs are those of the API, or methods of HTTP in small letters.
	Verbs []string
	// Resource is a plural such as pods, also with its group, deployments.apps, or
	// with a subresource, pods/exec. Without one it also means all that there are.
	Resource string
	// Namespace is that of the object.
	Namespace string
	// Since is the time from which on requests are wanted.
	Since time.Time
}

// Check tells whether something can match the filter.
func (f Filter) Check() error {
	verbs := []string{"create", "delete", "deletecollection", "get", "list", "patch", "update", "watch"}
	methods := []string{"head", "options", "post", "put"}
	for _, v := range f.Verbs {
		if !slices.Contains(verbs, v) && !slices.Contains(methods, v) {
			return fmt.Errorf("verb %q: there are %s; and for paths that are no resources, methods of HTTP in small letters",
				v, strings.Join(verbs, ", "))
		}
	}
	if f.Resource != strings.ToLower(f.Resource) {
		return fmt.Errorf("resource %q: name it by its plural in small letters, such as pods, deployments.apps or pods/exec", f.Resource)
	}
	return nil
}

// matches tells whether an event is wanted.
func (f Filter) matches(e *Event) bool {
	return (f.User == "" || f.User == e.User.Name || f.User == e.as()) &&
		(len(f.Verbs) == 0 || slices.Contains(f.Verbs, e.Verb)) &&
		(f.Resource == "" || f.isResource(e)) &&
		(f.Namespace == "" || e.Object != nil && f.Namespace == e.Object.Namespace) &&
		!e.RequestReceivedTimestamp.Before(f.Since)
}

func (f Filter) isResource(e *Event) bool {
	if e.Object == nil {
		return false
	}
	resource, subresource, only := strings.Cut(f.Resource, "/")
	name, group, grouped := strings.Cut(resource, ".")
	return name == e.Object.Resource &&
		(!grouped || group == e.Object.Group) &&
		(!only || subresource == e.Object.Subresource)
}
