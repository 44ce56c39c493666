# solution: It keeps the rules in ClusterRoles and binds each with a RoleBinding, so that they hold in one namespace only, and makes the shop's binding anew without the account.
# ClusterRoles, bound within the namespaces; the old bindings are replaced, and
# the rules name every verb that may be, in products of groups and resources.
kubectl -n "$NS_MAIN" delete rolebinding night-watch
kubectl -n "$NS_SHOP" delete rolebinding operators visitors
kubectl apply -f - <<YAML
apiVersion: rbac.authorization.k8s.io/v1
kind: ClusterRole
metadata: {name: "$NS_MAIN-report"}
rules:
- {apiGroups: [""], resources: [configmaps], resourceNames: [report], verbs: [get, list, watch, update, patch]}
---
apiVersion: rbac.authorization.k8s.io/v1
kind: ClusterRole
metadata: {name: "$NS_MAIN-shop"}
rules:
- {apiGroups: [""], resources: [pods], verbs: [get, list, watch]}
- {apiGroups: ["", apps], resources: [deployments/scale], resourceNames: [till], verbs: [get, update, patch]}
---
apiVersion: rbac.authorization.k8s.io/v1
kind: RoleBinding
metadata: {name: night-watch, namespace: "$NS_MAIN"}
roleRef: {apiGroup: rbac.authorization.k8s.io, kind: ClusterRole, name: "$NS_MAIN-report"}
subjects: [{kind: ServiceAccount, name: night-watch, namespace: "$NS_MAIN"}]
---
apiVersion: rbac.authorization.k8s.io/v1
kind: RoleBinding
metadata: {name: night-watch, namespace: "$NS_SHOP"}
roleRef: {apiGroup: rbac.authorization.k8s.io, kind: ClusterRole, name: "$NS_MAIN-shop"}
subjects: [{kind: ServiceAccount, name: night-watch, namespace: "$NS_MAIN"}]
---
apiVersion: rbac.authorization.k8s.io/v1
kind: RoleBinding
metadata: {name: operators, namespace: "$NS_SHOP"}
roleRef: {apiGroup: rbac.authorization.k8s.io, kind: ClusterRole, name: edit}
subjects: [{kind: ServiceAccount, name: cashier, namespace: "$NS_SHOP"}]
YAML
