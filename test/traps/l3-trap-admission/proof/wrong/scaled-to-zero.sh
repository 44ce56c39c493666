# trap: admission scales it to zero
# fails: Every pod that is wanted is ready
kubectl create -f - <<Y
apiVersion: admissionregistration.k8s.io/v1
kind: MutatingAdmissionPolicy
metadata: {name: $NS_MAIN-zero}
spec:
  failurePolicy: Fail
  reinvocationPolicy: Never
  matchConstraints:
    namespaceSelector: {matchLabels: {kubernetes.io/metadata.name: $NS_MAIN}}
    resourceRules: [{apiGroups: ["apps"], apiVersions: [v1], resources: [deployments], operations: [CREATE, UPDATE]}]
  mutations:
  - patchType: JSONPatch
    jsonPatch:
      expression: >-
        [JSONPatch{op: 'replace', path: '/spec/replicas', value: 0}]
---
apiVersion: admissionregistration.k8s.io/v1
kind: MutatingAdmissionPolicyBinding
metadata: {name: $NS_MAIN-zero}
spec: {policyName: $NS_MAIN-zero}
Y
# The API server heeds it a moment later.
until kubectl -n "$NS_MAIN" set env deployment/web COLOUR=green --dry-run=server -o yaml | grep >/dev/null 'replicas: 0'; do :; done
kubectl -n "$NS_MAIN" set env deployment/web COLOUR=green
