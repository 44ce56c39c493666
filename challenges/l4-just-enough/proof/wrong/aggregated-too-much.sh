# fails: It may do nothing else
# A ClusterRole without rules, until the controller has gathered them.
bash -eu "$(dirname "$0")/../right/roles.sh" >/dev/null
kubectl apply -f - <<YAML
apiVersion: rbac.authorization.k8s.io/v1
kind: ClusterRole
metadata: {name: "$NS_MAIN-all"}
aggregationRule: {clusterRoleSelectors: [{matchLabels: {rbac.authorization.k8s.io/aggregate-to-view: "true"}}]}
YAML
kubectl -n "$NS_SHOP" create rolebinding more --clusterrole "$NS_MAIN-all" --serviceaccount "$NS_MAIN:night-watch"
