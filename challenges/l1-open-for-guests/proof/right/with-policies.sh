# The bookings are for tills alone, the pitches for everybody.
. "$(dirname "$0")/expose.sh"
kubectl -n "$NS_MAIN" create -f - <<'Y'
apiVersion: networking.k8s.io/v1
kind: NetworkPolicy
metadata: {name: camp}
spec:
  podSelector: {matchLabels: {app.kubernetes.io/instance: season}}
  ingress:
  - from: [{podSelector: {matchLabels: {app.kubernetes.io/name: till}}}]
    ports: [{port: bookings}]
  - ports: [{port: pitches}]
Y
