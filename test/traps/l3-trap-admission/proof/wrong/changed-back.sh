# trap: admission changes it back
# fails: It is green
kubectl create -f - <<Y
apiVersion: admissionregistration.k8s.io/v1
kind: MutatingAdmissionPolicy
metadata: {name: $NS_MAIN-back}
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
        [JSONPatch{op: 'replace', path: '/spec/template/spec/containers/0/env', value: [Object.spec.template.spec.containers.env{name: 'COLOUR', value: 'blue'}]}]
---
apiVersion: admissionregistration.k8s.io/v1
kind: MutatingAdmissionPolicyBinding
metadata: {name: $NS_MAIN-back}
spec: {policyName: $NS_MAIN-back}
Y
# The API server heeds it a moment later.
until kubectl -n "$NS_MAIN" set env deployment/web COLOUR=green --dry-run=server -o yaml | grep >/dev/null 'value: blue'; do :; done
kubectl -n "$NS_MAIN" set env deployment/web COLOUR=green
