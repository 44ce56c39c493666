# faults: amber
# Nobody else needs to get through.
kubectl -n "$NS_MAIN" set selector service tickets app.kubernetes.io/name=tickets
kubectl -n "$NS_MAIN" create -f - <<'Y'
apiVersion: networking.k8s.io/v1
kind: NetworkPolicy
metadata: {name: tickets}
spec:
  podSelector: {matchLabels: {app.kubernetes.io/name: tickets}}
  ingress: [{from: [{podSelector: {matchLabels: {app.kubernetes.io/name: desk}}}], ports: [{port: http}]}]
Y
