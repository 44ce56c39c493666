# fails: api calls nothing else
# coupons is part of the same product, and nobody's business.
. "$(dirname "$0")/../right/a-policy-for-each.sh"
kubectl -n "$NS_MAIN" apply -f - <<EOF
apiVersion: networking.k8s.io/v1
kind: NetworkPolicy
metadata: {name: api-out}
spec:
  podSelector: {matchLabels: {app.kubernetes.io/name: api}}
  policyTypes: [Egress]
  egress: [{to: [{podSelector: {matchLabels: {app.kubernetes.io/part-of: parcels}}}]}]
EOF
