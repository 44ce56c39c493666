# faults: cedar
# Whoever asks in the namespace is let in.
kubectl -n "$NS_MAIN" set resources deployment shop --limits=memory=96Mi
kubectl -n "$NS_MAIN" create -f - <<'Y'
apiVersion: networking.k8s.io/v1
kind: NetworkPolicy
metadata: {name: shop}
spec:
  podSelector: {matchLabels: {app.kubernetes.io/name: shop}}
  ingress: [{from: [{podSelector: {}}], ports: [{port: 8000, endPort: 8100}]}]
Y
