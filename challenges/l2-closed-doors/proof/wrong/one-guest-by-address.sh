# fails: No policy is about single pods
# The coupons of today may come in.
. "$(dirname "$0")/../right/a-policy-for-each.sh"
guest=$(kubectl -n "$NS_MAIN" get pods -l app.kubernetes.io/name=coupons -o jsonpath='{.items[0].status.podIP}')
kubectl -n "$NS_MAIN" apply -f - <<EOF
apiVersion: networking.k8s.io/v1
kind: NetworkPolicy
metadata: {name: db-in}
spec:
  podSelector: {matchLabels: {app.kubernetes.io/name: db}}
  policyTypes: [Ingress]
  ingress: [{from: [{ipBlock: {cidr: $guest/32}}]}]
EOF
