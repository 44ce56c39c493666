# fails: monitor does not call db
# Who may read metrics may not read the data.
. "$(dirname "$0")/../right/a-policy-for-each.sh"
kubectl -n "$NS_MAIN" apply -f - <<EOF
apiVersion: networking.k8s.io/v1
kind: NetworkPolicy
metadata: {name: db-in}
spec:
  podSelector: {matchLabels: {app.kubernetes.io/name: db}}
  policyTypes: [Ingress]
  ingress:
  - from:
    - namespaceSelector: {matchLabels: {kubernetes.io/metadata.name: $NS_WATCH}}
      podSelector: {matchLabels: {app.kubernetes.io/name: monitor}}
EOF
