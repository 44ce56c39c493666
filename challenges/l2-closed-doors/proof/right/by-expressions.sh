# Expressions in place of labels, numbers in place of names, a new pod before anybody looks.
kubectl -n "$NS_MAIN" apply -f - <<EOF
apiVersion: networking.k8s.io/v1
kind: NetworkPolicy
metadata: {name: front}
spec:
  podSelector: {matchExpressions: [{key: app.kubernetes.io/name, operator: In, values: [front]}, {key: app.kubernetes.io/part-of, operator: Exists}]}
  policyTypes: [Ingress, Egress]
  ingress:
  - ports: [{port: 8080}]
  egress:
  - to: [{podSelector: {matchExpressions: [{key: app.kubernetes.io/name, operator: In, values: [api]}, {key: app.kubernetes.io/part-of, operator: Exists}]}}]
    ports: [{port: 8080}, {port: 8125, protocol: UDP}]
  - ports: [{port: 53, protocol: UDP}, {port: 53, protocol: TCP}]
---
apiVersion: networking.k8s.io/v1
kind: NetworkPolicy
metadata: {name: api}
spec:
  podSelector: {matchExpressions: [{key: app.kubernetes.io/name, operator: In, values: [api]}, {key: app.kubernetes.io/part-of, operator: Exists}]}
  policyTypes: [Ingress, Egress]
  ingress:
  - from: [{podSelector: {matchExpressions: [{key: app.kubernetes.io/name, operator: In, values: [front]}, {key: app.kubernetes.io/part-of, operator: Exists}]}}]
    ports: [{port: 8080}, {port: 8125, protocol: UDP}]
  - from:
    - namespaceSelector: {matchExpressions: [{key: kubernetes.io/metadata.name, operator: In, values: [$NS_WATCH]}]}
      podSelector: {matchExpressions: [{key: app.kubernetes.io/name, operator: In, values: [monitor]}, {key: app.kubernetes.io/part-of, operator: Exists}]}
    ports: [{port: 9100, endPort: 9100}]
  egress:
  - to: [{podSelector: {matchExpressions: [{key: app.kubernetes.io/name, operator: In, values: [db]}, {key: app.kubernetes.io/part-of, operator: Exists}]}}]
    ports: [{port: 5432}]
  - ports: [{port: 53, protocol: UDP}, {port: 53, protocol: TCP}]
---
apiVersion: networking.k8s.io/v1
kind: NetworkPolicy
metadata: {name: db}
spec:
  podSelector: {matchExpressions: [{key: app.kubernetes.io/name, operator: In, values: [db]}, {key: app.kubernetes.io/part-of, operator: Exists}]}
  policyTypes: [Ingress, Egress]
  ingress:
  - from: [{podSelector: {matchExpressions: [{key: app.kubernetes.io/name, operator: In, values: [api]}, {key: app.kubernetes.io/part-of, operator: Exists}]}}]
    ports: [{port: 5432}]
  - from:
    - namespaceSelector: {matchExpressions: [{key: kubernetes.io/metadata.name, operator: In, values: [$NS_WATCH]}]}
      podSelector: {matchExpressions: [{key: app.kubernetes.io/name, operator: In, values: [monitor]}, {key: app.kubernetes.io/part-of, operator: Exists}]}
    ports: [{port: 9187}]
  egress:
  - ports: [{port: 53, protocol: UDP}, {port: 53, protocol: TCP}]
EOF
kubectl -n "$NS_MAIN" rollout restart deployment api
kubectl -n "$NS_MAIN" rollout status deployment api --timeout=240s
