# faults: cedar
# fails: No policy keeps customers out
# Two policies: one opens another port, one the shop's to some that are no customers.
kubectl -n "$NS_MAIN" set resources deployment shop --limits=memory=96Mi
kubectl -n "$NS_MAIN" create -f - <<'Y'
apiVersion: networking.k8s.io/v1
kind: NetworkPolicy
metadata: {name: other-port}
spec:
  podSelector: {matchLabels: {app.kubernetes.io/name: shop}}
  ingress: [{ports: [{port: 9090}, {port: 8080, protocol: UDP}]}]
---
apiVersion: networking.k8s.io/v1
kind: NetworkPolicy
metadata: {name: friends}
spec:
  podSelector: {}
  ingress:
  - from:
    - podSelector: {matchLabels: {app.kubernetes.io/name: friend}}
    - podSelector: {matchExpressions: [{key: app.kubernetes.io/name, operator: DoesNotExist}]}
Y
