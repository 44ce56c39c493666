# fails: The cashier gets nothing more
# Who holds edit anywhere holds more from now on.
bash -eu "$(dirname "$0")/../right/roles.sh" >/dev/null
kubectl apply -f - <<YAML
apiVersion: rbac.authorization.k8s.io/v1
kind: ClusterRole
metadata: {name: $NS_MAIN-more, labels: {rbac.authorization.k8s.io/aggregate-to-edit: "true"}}
rules: [{apiGroups: [rbac.authorization.k8s.io], resources: [roles, rolebindings], verbs: [get]}]
YAML
