# solution: It makes one policy for each workload, with all that it may take and open; what a policy selects is closed to everything that no policy names, coupons stays unselected.
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
  policyTypes: [Ingress, Egress]
  ingress:
  - from: [{podSelector: {matchLabels: {app.kubernetes.io/name: front}}}]
    ports: [{port: 8080}, {port: 8125, protocol: UDP}]
  - from:
    - namespaceSelector: {matchLabels: {kubernetes.io/metadata.name: $NS_WATCH}}
      podSelector: {matchLabels: {app.kubernetes.io/name: monitor}}
    ports: [{port: metrics}]
  egress:
  - to: [{podSelector: {matchLabels: {app.kubernetes.io/name: db}}}]
    ports: [{port: 5432}]
  - ports: [{port: 53, protocol: UDP}, {port: 53, protocol: TCP}]
---
apiVersion: networking.k8s.io/v1
kind: NetworkPolicy
metadata: {name: db}
spec:
  podSelector: {matchLabels: {app.kubernetes.io/name: db}}
  policyTypes: [Ingress, Egress]
  ingress:
  - from: [{podSelector: {matchLabels: {app.kubernetes.io/name: api}}}]
    ports: [{port: 5432}]
  - from:
    - namespaceSelector: {matchLabels: {kubernetes.io/metadata.name: $NS_WATCH}}
      podSelector: {matchLabels: {app.kubernetes.io/name: monitor}}
    ports: [{port: metrics}]
  egress:
  - ports: [{port: 53, protocol: UDP}, {port: 53, protocol: TCP}]
EOF
