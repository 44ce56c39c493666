# trap: objects of the same kind and names in another API group
# fails: A stranger does not open db
kubectl create -f - <<Y
apiVersion: apiextensions.k8s.io/v1
kind: CustomResourceDefinition
metadata: {name: $NS_MAIN-nps.$NS_MAIN.example.com}
spec:
  group: $NS_MAIN.example.com
  names: {plural: $NS_MAIN-nps, singular: $NS_MAIN-np, kind: NetworkPolicy}
  scope: Namespaced
  versions: [{name: v1, served: true, storage: true, schema: {openAPIV3Schema: {type: object, x-kubernetes-preserve-unknown-fields: true}}}]
Y
kubectl wait crd "$NS_MAIN-nps.$NS_MAIN.example.com" --for=condition=Established --timeout=60s
kubectl -n "$NS_MAIN" create -f - <<Y
apiVersion: $NS_MAIN.example.com/v1
kind: NetworkPolicy
metadata: {name: db}
spec:
  podSelector: {matchLabels: {app: db}}
  ingress: [{from: [{podSelector: {matchLabels: {app: friend}}}], ports: [{port: 8080}]}]
---
apiVersion: $NS_MAIN.example.com/v1
kind: NetworkPolicy
metadata: {name: friend}
spec:
  podSelector: {matchLabels: {app: friend}}
  policyTypes: [Egress]
  egress:
  - to: [{podSelector: {matchLabels: {app: db}}}]
  - ports: [{port: 53, protocol: UDP}, {port: 53}]
Y
