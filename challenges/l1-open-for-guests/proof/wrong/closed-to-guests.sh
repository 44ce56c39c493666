# fails: Any guest is let in
# What keeps the neighbours out keeps guests out as well.
. "$(dirname "$0")/../right/expose.sh"
kubectl -n "$NS_MAIN" create -f - <<'Y'
apiVersion: networking.k8s.io/v1
kind: NetworkPolicy
metadata: {name: camp}
spec:
  podSelector: {matchLabels: {app.kubernetes.io/instance: season}}
  ingress: [{from: [{podSelector: {matchLabels: {app.kubernetes.io/name: till}}}]}]
Y
