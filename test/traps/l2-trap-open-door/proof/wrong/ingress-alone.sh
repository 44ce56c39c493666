# trap: only half of it: nobody else comes in, and friends go anywhere
# fails: A friend does not open the other
kubectl -n "$NS_MAIN" create -f - <<'Y'
apiVersion: networking.k8s.io/v1
kind: NetworkPolicy
metadata: {name: db}
spec:
  podSelector: {matchLabels: {app: db}}
  ingress: [{from: [{podSelector: {matchLabels: {app: friend}}}], ports: [{port: 8080}]}]
Y
