# fails: Nothing elsewhere that calls itself front calls api
# Each namespace may have a front.
. "$(dirname "$0")/../right/a-policy-for-each.sh"
kubectl -n "$NS_MAIN" apply -f - <<EOF
apiVersion: networking.k8s.io/v1
kind: NetworkPolicy
metadata: {name: api-in}
spec:
  podSelector: {matchLabels: {app.kubernetes.io/name: api}}
  policyTypes: [Ingress]
  ingress:
  - from:
    - namespaceSelector: {}
      podSelector: {matchLabels: {app.kubernetes.io/name: front}}
    ports: [{port: 8080}]
EOF
