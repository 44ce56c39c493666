# One Role a namespace; the account stands in the binding as the user it is, and
# the pod is started anew to be sure.
kubectl -n "$NS_MAIN" delete rolebinding --all
kubectl -n "$NS_SHOP" delete rolebinding visitors
kubectl -n "$NS_SHOP" patch rolebinding operators --type merge -p "{\"subjects\":[{\"kind\":\"ServiceAccount\",\"name\":\"cashier\",\"namespace\":\"$NS_SHOP\"}]}"
kubectl apply -f - <<YAML
apiVersion: rbac.authorization.k8s.io/v1
kind: Role
metadata: {name: watch, namespace: "$NS_MAIN"}
rules:
- {apiGroups: [""], resources: [configmaps], resourceNames: [report], verbs: [get, patch, update]}
---
apiVersion: rbac.authorization.k8s.io/v1
kind: Role
metadata: {name: watch, namespace: "$NS_SHOP"}
rules:
- {apiGroups: [""], resources: [pods], verbs: [get, list]}
- {apiGroups: [apps], resources: [deployments, deployments/scale], resourceNames: [till], verbs: [get]}
- {apiGroups: [apps], resources: [deployments/scale], resourceNames: [till], verbs: [patch]}
YAML
for ns in "$NS_MAIN" "$NS_SHOP"; do
  kubectl -n "$ns" create rolebinding watch --role watch --user "system:serviceaccount:$NS_MAIN:night-watch"
done
kubectl -n "$NS_MAIN" rollout restart deployment night-watch
