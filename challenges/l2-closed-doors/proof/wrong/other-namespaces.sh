# fails: No rule lets anybody else through
# Only these two are kept out.
. "$(dirname "$0")/../right/a-policy-for-each.sh"
kubectl -n "$NS_MAIN" apply -f - <<EOF
apiVersion: networking.k8s.io/v1
kind: NetworkPolicy
metadata: {name: one-more}
spec:
  podSelector: {matchExpressions: [{key: app.kubernetes.io/name, operator: In, values: [api, db]}]}
  ingress: [{from: [{namespaceSelector: {matchExpressions: [{key: kubernetes.io/metadata.name, operator: NotIn, values: [$NS_MAIN, $NS_WATCH]}]}}]}]
EOF
