# fails: No rule lets anybody else through
# Metrics are for monitor alone.
. "$(dirname "$0")/../right/a-policy-for-each.sh"
kubectl -n "$NS_MAIN" apply -f - <<EOF
apiVersion: networking.k8s.io/v1
kind: NetworkPolicy
metadata: {name: one-more}
spec:
  podSelector: {matchExpressions: [{key: app.kubernetes.io/name, operator: In, values: [api, db]}]}
  ingress: [{from: [{podSelector: {matchLabels: {app.kubernetes.io/name: coupons}}}], ports: [{port: metrics}]}]
EOF
