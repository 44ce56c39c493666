# An aggregated ClusterRole, filled by the controller from another.
kubectl -n "$NS_MAIN" delete rolebinding night-watch
kubectl -n "$NS_SHOP" delete rolebinding visitors
kubectl -n "$NS_SHOP" patch rolebinding operators --type json -p '[{"op":"remove","path":"/subjects/1"}]'
kubectl apply -f - <<YAML
apiVersion: rbac.authorization.k8s.io/v1
kind: ClusterRole
metadata: {name: "$NS_MAIN-all"}
aggregationRule: {clusterRoleSelectors: [{matchLabels: {part-of: "$NS_MAIN"}}]}
---
apiVersion: rbac.authorization.k8s.io/v1
kind: ClusterRole
metadata: {name: "$NS_MAIN-part", labels: {part-of: "$NS_MAIN"}}
rules:
- {apiGroups: [""], resources: [pods], verbs: [get, list]}
- {apiGroups: [apps], resources: [deployments/scale], resourceNames: [till], verbs: [get, patch]}
YAML
kubectl -n "$NS_SHOP" create rolebinding night-watch --clusterrole "$NS_MAIN-all" --serviceaccount "$NS_MAIN:night-watch"
kubectl -n "$NS_MAIN" create role report --verb get,patch --resource configmaps --resource-name report
kubectl -n "$NS_MAIN" create rolebinding report --role report --serviceaccount "$NS_MAIN:night-watch"
