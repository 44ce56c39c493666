# fails: No rule lets anybody else through
# Where DNS is there is more, such as its metrics.
. "$(dirname "$0")/../right/a-policy-for-each.sh"
kubectl -n "$NS_MAIN" apply -f - <<EOF
apiVersion: networking.k8s.io/v1
kind: NetworkPolicy
metadata: {name: one-more}
spec:
  podSelector: {matchExpressions: [{key: app.kubernetes.io/name, operator: In, values: [front, api, db]}]}
  policyTypes: [Egress]
  egress: [{to: [{namespaceSelector: {matchLabels: {kubernetes.io/metadata.name: kube-system}}}]}]
EOF
