# fails: Any guest is let in
# A policy lets in pods of Jobs, as probes are, and no guest.
. "$(dirname "$0")/../right/deployment.sh"
kubectl -n "$NS_MAIN" create -f - <<'Y'
apiVersion: networking.k8s.io/v1
kind: NetworkPolicy
metadata: {name: menu}
spec:
  podSelector: {matchLabels: {app.kubernetes.io/name: menu}}
  ingress: [{from: [{podSelector: {matchExpressions: [{key: batch.kubernetes.io/job-name, operator: Exists}]}}]}]
Y
