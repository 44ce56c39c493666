# fails: coupons is open in all directions
# It can do what is tried, and no more.
. "$(dirname "$0")/../right/a-policy-for-each.sh"
kubectl -n "$NS_MAIN" apply -f - <<EOF
apiVersion: networking.k8s.io/v1
kind: NetworkPolicy
metadata: {name: one-more}
spec:
  podSelector: {matchLabels: {app.kubernetes.io/name: coupons}}
  policyTypes: [Ingress, Egress]
  ingress: [{ports: [{port: 8080}]}]
  egress: [{to: [{namespaceSelector: {}}]}]
EOF
