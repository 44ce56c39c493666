# Monitor's namespace by a label that it gets for that, in the peers' selectors
# of both kinds; coupons is opened in so many words.
kubectl label namespace "$NS_WATCH" watches="$NS_MAIN"
kubectl -n "$NS_MAIN" apply --server-side -f - <<EOF
apiVersion: networking.k8s.io/v1
kind: NetworkPolicy
metadata: {name: default-deny}
spec:
  podSelector: {}
  policyTypes: [Ingress, Egress]
---
apiVersion: networking.k8s.io/v1
kind: NetworkPolicy
metadata: {name: coupons}
spec:
  podSelector: {matchLabels: {app.kubernetes.io/name: coupons}}
  policyTypes: [Ingress, Egress]
  ingress: [{}]
  egress: [{}]
---
apiVersion: networking.k8s.io/v1
kind: NetworkPolicy
metadata: {name: front}
spec:
  podSelector: {matchLabels: {app.kubernetes.io/name: front}}
  policyTypes: [Ingress, Egress]
  ingress: [{}]
  egress:
  - to: [{podSelector: {matchExpressions: [{key: app.kubernetes.io/name, operator: In, values: [api]}]}, namespaceSelector: {matchLabels: {kubernetes.io/metadata.name: $NS_MAIN}}}]
    ports: [{port: http}, {port: events, protocol: UDP}]
---
apiVersion: networking.k8s.io/v1
kind: NetworkPolicy
metadata: {name: api}
spec:
  podSelector: {matchLabels: {app.kubernetes.io/name: api}}
  policyTypes: [Ingress, Egress]
  ingress:
  - from: [{podSelector: {matchLabels: {app.kubernetes.io/name: front}}}]
    ports: [{port: http}, {port: 8125, endPort: 8125, protocol: UDP}]
  egress:
  - to: [{podSelector: {matchLabels: {app.kubernetes.io/name: db}}}]
    ports: [{port: sql}]
---
apiVersion: networking.k8s.io/v1
kind: NetworkPolicy
metadata: {name: db}
spec:
  podSelector: {matchLabels: {app.kubernetes.io/name: db}}
  ingress:
  - from: [{podSelector: {matchLabels: {app.kubernetes.io/name: api}}}]
    ports: [{port: sql}]
---
apiVersion: networking.k8s.io/v1
kind: NetworkPolicy
metadata: {name: metrics}
spec:
  podSelector: {matchExpressions: [{key: app.kubernetes.io/name, operator: In, values: [api, db]}]}
  ingress:
  - from:
    - namespaceSelector: {matchLabels: {watches: $NS_MAIN}}
      podSelector: {matchLabels: {app.kubernetes.io/name: monitor}}
    ports: [{port: 9100}, {port: 9187}]
---
apiVersion: networking.k8s.io/v1
kind: NetworkPolicy
metadata: {name: dns}
spec:
  podSelector: {}
  policyTypes: [Egress]
  egress:
  - to: [{namespaceSelector: {}}]
    ports: [{port: 53, protocol: UDP}, {port: 53, protocol: TCP}]
EOF
