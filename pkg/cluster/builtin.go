package cluster

import (
	"strings"

	"k8s.io/apimachinery/pkg/api/meta"
	"k8s.io/apimachinery/pkg/runtime/schema"
)

// builtin maps the kinds that nearly every command needs without asking for
// discovery, which costs the first command on a cluster most of its time.
// They are stable in every supported version.
func builtin(gvk schema.GroupVersionKind) (*meta.RESTMapping, bool) {
	namespaced := map[schema.GroupVersion][]string{
		{Version: "v1"}:                            {"ConfigMap", "Secret", "Service", "Pod", "ReplicationController", "ServiceAccount", "Event"},
		{Group: "apps", Version: "v1"}:             {"Deployment", "ReplicaSet", "StatefulSet", "DaemonSet"},
		{Group: "batch", Version: "v1"}:            {"Job", "CronJob"},
		{Group: "discovery.k8s.io", Version: "v1"}: {"EndpointSlice"},
	}
	scope := meta.RESTScopeNamespace
	known := gvk == schema.GroupVersionKind{Version: "v1", Kind: "Namespace"}
	if known {
		scope = meta.RESTScopeRoot
	}
	for _, kind := range namespaced[gvk.GroupVersion()] {
		known = known || kind == gvk.Kind
	}
	if !known {
		return nil, false
	}
	resource := gvk.GroupVersion().WithResource(strings.ToLower(gvk.Kind) + "s")
	return &meta.RESTMapping{Resource: resource, GroupVersionKind: gvk, Scope: scope}, true
}
