# fails: No rule lets anybody else through
# Somebody who is not there yet.
. "$(dirname "$0")/../right/a-policy-for-each.sh"
kubectl -n "$NS_MAIN" apply -f - <<EOF
apiVersion: networking.k8s.io/v1
kind: NetworkPolicy
metadata: {name: one-more}
spec:
  podSelector: {matchLabels: {app.kubernetes.io/name: db}}
  ingress: [{from: [{podSelector: {matchExpressions: [{key: app.kubernetes.io/name, operator: In, values: [api, backup]}]}}], ports: [{port: 5432}]}]
EOF
