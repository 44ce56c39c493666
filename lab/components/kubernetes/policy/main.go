// Command policy prints the roles and bindings that the API server of this
// release gives to a new cluster, as JSON, an object on each line.
package main

import (
	"encoding/json"
	"fmt"
	"maps"
	"os"
	"slices"

	rbacv1 "k8s.io/api/rbac/v1"
	metav1 "k8s.io/apimachinery/pkg/apis/meta/v1"
	"k8s.io/kubernetes/plugin/pkg/auth/authorizer/rbac/bootstrappolicy"
)

func main() {
	out := json.NewEncoder(os.Stdout)
	for _, object := range objects() {
		if err := out.Encode(object); err != nil {
			fmt.Fprintln(os.Stderr, "policy:", err)
			os.Exit(1)
		}
	}
}

func objects() []any {
	var all []any
	for _, role := range slices.Concat(bootstrappolicy.ClusterRoles(), bootstrappolicy.ControllerRoles()) {
		role.TypeMeta = kind("ClusterRole")
		all = append(all, role)
	}
	for _, binding := range slices.Concat(bootstrappolicy.ClusterRoleBindings(), bootstrappolicy.ControllerRoleBindings()) {
		binding.TypeMeta = kind("ClusterRoleBinding")
		all = append(all, binding)
	}
	roles := bootstrappolicy.NamespaceRoles()
	for _, namespace := range slices.Sorted(maps.Keys(roles)) {
		for _, role := range roles[namespace] {
			role.TypeMeta, role.Namespace = kind("Role"), namespace
			all = append(all, role)
		}
	}
	bindings := bootstrappolicy.NamespaceRoleBindings()
	for _, namespace := range slices.Sorted(maps.Keys(bindings)) {
		for _, binding := range bindings[namespace] {
			binding.TypeMeta, binding.Namespace = kind("RoleBinding"), namespace
			all = append(all, binding)
		}
	}
	return all
}

func kind(name string) metav1.TypeMeta {
	return metav1.TypeMeta{APIVersion: rbacv1.SchemeGroupVersion.String(), Kind: name}
}
