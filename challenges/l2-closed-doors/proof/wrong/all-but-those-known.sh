# fails: No rule lets anybody else through
# Whoever is made later is let in.
. "$(dirname "$0")/../right/a-policy-for-each.sh"
kubectl -n "$NS_MAIN" apply -f - <<EOF
apiVersion: networking.k8s.io/v1
kind: NetworkPolicy
metadata: {name: one-more}
spec:
  podSelector: {matchLabels: {app.kubernetes.io/name: db}}
  ingress: [{from: [{podSelector: {matchExpressions: [{key: app.kubernetes.io/name, operator: NotIn, values: [coupons, front, monitor]}]}}], ports: [{port: 5432}]}]
EOF
