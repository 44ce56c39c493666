# fails: A Service with a node port is refused
# Only those are refused whose names tell what they are.
kubectl apply -f - <<EOF
apiVersion: admissionregistration.k8s.io/v1
kind: ValidatingAdmissionPolicy
metadata:
  name: $NS_MAIN-house
  ownerReferences: [{apiVersion: v1, kind: Namespace, name: $NS_MAIN, uid: $(kubectl get namespace "$NS_MAIN" -o jsonpath={.metadata.uid})}]
spec:
  matchConstraints:
    resourceRules: [{apiGroups: [""], apiVersions: [v1], operations: [CREATE, UPDATE], resources: [services]}]
  validations:
  - expression: "!object.metadata.name.contains('node-port')"
---
apiVersion: admissionregistration.k8s.io/v1
kind: ValidatingAdmissionPolicyBinding
metadata:
  name: $NS_MAIN-house
  ownerReferences: [{apiVersion: v1, kind: Namespace, name: $NS_MAIN, uid: $(kubectl get namespace "$NS_MAIN" -o jsonpath={.metadata.uid})}]
spec:
  policyName: $NS_MAIN-house
  validationActions: [Deny]
  matchResources:
    namespaceSelector: {matchExpressions: [{key: kubernetes.io/metadata.name, operator: In, values: [$NS_MAIN]}]}
EOF
kubectl -n "$NS_MAIN" apply -f - <<EOF
apiVersion: v1
kind: ResourceQuota
metadata: {name: house}
spec:
  hard:
    pods: "10"
    requests.cpu: "1"
    limits.memory: 2Gi
    services.loadbalancers: "0"
---
apiVersion: v1
kind: LimitRange
metadata: {name: house}
spec:
  limits:
  - type: Container
    defaultRequest: {cpu: 50m, memory: 64Mi}
    default: {memory: 128Mi}
    max: {memory: 512Mi}
EOF
kubectl label namespace "$NS_MAIN" pod-security.kubernetes.io/enforce=baseline
kubectl -n "$NS_MAIN" rollout restart deployment till
kubectl -n "$NS_MAIN" rollout status deployment till --timeout=240s
