# trap: a block of addresses that holds db alone
kubectl -n "$NS_MAIN" create -f - <<Y
apiVersion: networking.k8s.io/v1
kind: NetworkPolicy
metadata: {name: db}
spec:
  podSelector: {matchLabels: {app: db}}
  ingress: [{from: [{podSelector: {matchLabels: {app: friend}}}]}]
---
apiVersion: networking.k8s.io/v1
kind: NetworkPolicy
metadata: {name: friend}
spec:
  podSelector: {matchLabels: {app: friend}}
  policyTypes: [Egress]
  egress:
  - to: [{ipBlock: {cidr: "$(kubectl -n "$NS_MAIN" get pod db -o jsonpath='{.status.podIP}')/32"}}]
  - ports: [{port: 53, protocol: UDP}]
Y
