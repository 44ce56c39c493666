# fails: Nothing here that calls itself monitor reads the metrics of api
# Whoever is not coupons may come in.
kubectl -n "$NS_MAIN" apply -f - <<EOF
apiVersion: networking.k8s.io/v1
kind: NetworkPolicy
metadata: {name: front}
spec:
  podSelector: {matchLabels: {app.kubernetes.io/name: front}}
  policyTypes: [Ingress, Egress]
  ingress:
  - ports: [{port: 8080}]
  egress:
  - to: [{podSelector: {matchLabels: {app.kubernetes.io/name: api}}}]
    ports: [{port: 8080}, {port: 8125, protocol: UDP}]
  - ports: [{port: 53, protocol: UDP}, {port: 53, protocol: TCP}]
---
apiVersion: networking.k8s.io/v1
kind: NetworkPolicy
metadata: {name: api}
spec:
  podSelector: {matchLabels: {app.kubernetes.io/name: api}}
  policyTypes: [Ingress]
  ingress:
  - from:
    - podSelector: {matchExpressions: [{key: app.kubernetes.io/name, operator: NotIn, values: [coupons]}]}
  - from:
    - namespaceSelector: {matchLabels: {kubernetes.io/metadata.name: $NS_WATCH}}
      podSelector: {matchLabels: {app.kubernetes.io/name: monitor}}
    ports: [{port: metrics}]
---
apiVersion: networking.k8s.io/v1
kind: NetworkPolicy
metadata: {name: db}
spec:
  podSelector: {matchLabels: {app.kubernetes.io/name: db}}
  policyTypes: [Ingress]
  ingress:
  - from:
    - podSelector: {matchExpressions: [{key: app.kubernetes.io/name, operator: NotIn, values: [coupons]}]}
  - from:
    - namespaceSelector: {matchLabels: {kubernetes.io/metadata.name: $NS_WATCH}}
      podSelector: {matchLabels: {app.kubernetes.io/name: monitor}}
    ports: [{port: metrics}]
EOF
