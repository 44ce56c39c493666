# fails: No policy is about single pods
# Doors out are closed to pods of Jobs, as probes are, and to nobody else.
. "$(dirname "$0")/../right/a-policy-for-each.sh"
kubectl -n "$NS_MAIN" apply -f - <<EOF
apiVersion: networking.k8s.io/v1
kind: NetworkPolicy
metadata: {name: front}
spec:
  podSelector: {matchLabels: {app.kubernetes.io/name: front}}
  policyTypes: [Ingress]
  ingress: [{ports: [{port: 8080}]}]
---
apiVersion: networking.k8s.io/v1
kind: NetworkPolicy
metadata: {name: front-out}
spec:
  podSelector:
    matchLabels: {app.kubernetes.io/name: front}
    matchExpressions: [{key: batch.kubernetes.io/job-name, operator: Exists}]
  policyTypes: [Egress]
  egress:
  - to: [{podSelector: {matchLabels: {app.kubernetes.io/name: api}}}]
    ports: [{port: 8080}, {port: 8125, protocol: UDP}]
  - ports: [{port: 53, protocol: UDP}, {port: 53, protocol: TCP}]
EOF
