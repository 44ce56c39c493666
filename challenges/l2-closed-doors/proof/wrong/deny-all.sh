# fails: front looks names up
# Nothing leaves any more, not even a question to DNS.
kubectl -n "$NS_MAIN" apply -f - <<EOF
apiVersion: networking.k8s.io/v1
kind: NetworkPolicy
metadata: {name: deny}
spec:
  podSelector: {}
  policyTypes: [Ingress, Egress]
EOF
