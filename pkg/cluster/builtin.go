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
	const rbac = "rbac.authorization.k8s.io"
	namespaced := map[schema.GroupVersion][]string{
		{Version: "v1"}:                            {"ConfigMap", "Secret", "Service", "Pod", "ReplicationController", "ServiceAccount", "Event"},
		{Group: "apps", Version: "v1"}:             {"Deployment", "ReplicaSet", "StatefulSet", "DaemonSet"},
		{Group: "batch", Version: "v1"}:            {"Job", "CronJob"},
		{Group: "discovery.k8s.io", Version: "v1"}: {"EndpointSlice"},
		{Group: rbac, Version: "v1"}:               {"Role", "RoleBinding"},
	}
	scope, known := meta.RESTScopeNamespace, false
	switch gvk {
	case schema.GroupVersionKind{Version: "v1", Kind: "Namespace"},
		schema.GroupVersionKind{Group: rbac, Version: "v1", Kind: "ClusterRole"},
		schema.GroupVersionKind{Group: rbac, Version: "v1", Kind: "ClusterRoleBinding"}:
		known = true
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
