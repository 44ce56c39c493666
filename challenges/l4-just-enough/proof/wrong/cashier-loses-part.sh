# fails: It is all that edit gave the cashier
# What somebody thinks the cashier needs, instead of what it has.
bash -eu "$(dirname "$0")/../right/roles.sh" >/dev/null
kubectl -n "$NS_SHOP" delete rolebinding operators
kubectl apply -f - <<YAML
apiVersion: rbac.authorization.k8s.io/v1
kind: Role
metadata: {name: cashier, namespace: "$NS_SHOP"}
rules:
- {apiGroups: [""], resources: [pods, configmaps, secrets], verbs: ["*"]}
- {apiGroups: [apps], resources: [deployments, deployments/scale], verbs: ["*"]}
YAML
kubectl -n "$NS_SHOP" create rolebinding cashier --role cashier --serviceaccount "$NS_SHOP:cashier"
