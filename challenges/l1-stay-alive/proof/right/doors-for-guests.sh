# The menu's port is open to all, and nothing else is.
. "$(dirname "$0")/deployment.sh"
kubectl -n "$NS_MAIN" create -f - <<'Y'
apiVersion: networking.k8s.io/v1
kind: NetworkPolicy
metadata: {name: closed}
spec: {podSelector: {}, policyTypes: [Ingress]}
---
apiVersion: networking.k8s.io/v1
kind: NetworkPolicy
metadata: {name: menu}
spec:
  podSelector: {matchLabels: {app.kubernetes.io/name: menu}}
  ingress: [{from: [{podSelector: {}}, {ipBlock: {cidr: 0.0.0.0/0}}], ports: [{port: http}]}]
Y
