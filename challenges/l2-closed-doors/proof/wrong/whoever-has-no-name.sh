# fails: No rule lets anybody else through
# A pod without the label is let in.
. "$(dirname "$0")/../right/a-policy-for-each.sh"
kubectl -n "$NS_MAIN" apply -f - <<EOF
apiVersion: networking.k8s.io/v1
kind: NetworkPolicy
metadata: {name: one-more}
spec:
  podSelector: {matchLabels: {app.kubernetes.io/name: db}}
  ingress: [{from: [{podSelector: {matchExpressions: [{key: app.kubernetes.io/name, operator: DoesNotExist}]}}], ports: [{port: 5432}]}]
EOF
