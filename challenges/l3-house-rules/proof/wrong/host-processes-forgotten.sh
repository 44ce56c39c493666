# fails: A pod among the processes of the host is refused
# All that the story names is refused but the processes of the host.
kubectl apply -f - <<EOF
apiVersion: admissionregistration.k8s.io/v1
kind: ValidatingAdmissionPolicy
metadata:
  name: $NS_MAIN-house
  ownerReferences: [{apiVersion: v1, kind: Namespace, name: $NS_MAIN, uid: $(kubectl get namespace "$NS_MAIN" -o jsonpath={.metadata.uid})}]
spec:
  matchConstraints:
    resourceRules: [{apiGroups: [""], apiVersions: [v1], operations: [CREATE, UPDATE], resources: [pods]}]
  validations:
  - expression: >-
      !object.spec.?hostNetwork.orValue(false) && object.spec.?volumes.orValue([]).all(v, !has(v.hostPath))
      && (object.spec.containers + object.spec.?initContainers.orValue([])).all(c, !c.?securityContext.?privileged.orValue(false)
        && size(c.?securityContext.?capabilities.?add.orValue([])) == 0 && c.?ports.orValue([]).all(p, p.?hostPort.orValue(0) == 0))
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
    services.nodeports: "0"
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
kubectl -n "$NS_MAIN" rollout restart deployment till
kubectl -n "$NS_MAIN" rollout status deployment till --timeout=240s
