# faults: cedar
# Everything is closed but the shop's port, and what is closed to others does not matter.
kubectl -n "$NS_MAIN" set resources deployment shop --limits=memory=96Mi
kubectl -n "$NS_MAIN" create -f - <<'Y'
apiVersion: networking.k8s.io/v1
kind: NetworkPolicy
metadata: {name: closed}
spec: {podSelector: {}, policyTypes: [Ingress]}
---
apiVersion: networking.k8s.io/v1
kind: NetworkPolicy
metadata: {name: shop}
spec:
  podSelector: {matchLabels: {app.kubernetes.io/name: shop}}
  ingress: [{ports: [{port: http}]}]
Y
