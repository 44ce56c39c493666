# trap: admission puts a sidecar and a label into every pod
kubectl create -f - <<Y
apiVersion: admissionregistration.k8s.io/v1
kind: MutatingAdmissionPolicy
metadata: {name: $NS_MAIN-sidecar}
spec:
  failurePolicy: Fail
  reinvocationPolicy: Never
  matchConstraints:
    namespaceSelector: {matchLabels: {kubernetes.io/metadata.name: $NS_MAIN}}
    resourceRules: [{apiGroups: [""], apiVersions: [v1], resources: [pods], operations: [CREATE, UPDATE]}]
  mutations:
  - patchType: ApplyConfiguration
    applyConfiguration:
      expression: >-
        Object{metadata: Object.metadata{labels: {'mesh': 'in'}}, spec: Object.spec{containers: [Object.spec.containers{name: 'aside', image: 'registry.k8s.io/pause:3.10.2'}]}}
---
apiVersion: admissionregistration.k8s.io/v1
kind: MutatingAdmissionPolicyBinding
metadata: {name: $NS_MAIN-sidecar}
spec: {policyName: $NS_MAIN-sidecar}
Y
# The API server heeds it a moment later.
until kubectl -n "$NS_MAIN" run try --image=registry.k8s.io/pause:3.10.2 --dry-run=server -o yaml | grep >/dev/null 'mesh: in'; do :; done
kubectl -n "$NS_MAIN" set env deployment/web COLOUR=green
