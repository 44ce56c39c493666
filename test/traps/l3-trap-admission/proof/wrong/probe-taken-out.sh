# trap: the template has the probe, and admission takes it out of its pods
# fails: Every pod that is wanted is ready
kubectl create -f - <<Y
apiVersion: admissionregistration.k8s.io/v1
kind: MutatingAdmissionPolicy
metadata: {name: $NS_MAIN-probe}
spec:
  failurePolicy: Fail
  reinvocationPolicy: Never
  matchConstraints:
    namespaceSelector: {matchLabels: {kubernetes.io/metadata.name: $NS_MAIN}}
    resourceRules: [{apiGroups: [""], apiVersions: [v1], resources: [pods], operations: [CREATE, UPDATE]}]
  mutations:
  - patchType: JSONPatch
    jsonPatch:
      expression: >-
        has(object.spec.containers[0].readinessProbe) ? [JSONPatch{op: 'remove', path: '/spec/containers/0/readinessProbe'}] : [JSONPatch{op: 'replace', path: '/spec/containers/0/name', value: 'tried'}]
---
apiVersion: admissionregistration.k8s.io/v1
kind: MutatingAdmissionPolicyBinding
metadata: {name: $NS_MAIN-probe}
spec: {policyName: $NS_MAIN-probe}
Y
# The API server heeds it a moment later.
until kubectl -n "$NS_MAIN" run try --image=registry.k8s.io/pause:3.10.2 --dry-run=server -o yaml | grep >/dev/null 'name: tried'; do :; done
kubectl -n "$NS_MAIN" set env deployment/web COLOUR=green
kubectl -n "$NS_MAIN" rollout status deployment web --timeout=60s
