# trap: the template is right, and admission puts another image into its pods
# fails: It is the same image
kubectl create -f - <<Y
apiVersion: admissionregistration.k8s.io/v1
kind: MutatingAdmissionPolicy
metadata: {name: $NS_MAIN-image}
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
        [JSONPatch{op: 'replace', path: '/spec/containers/0/image', value: 'registry.k8s.io/e2e-test-images/busybox:1.37.0-2'}]
---
apiVersion: admissionregistration.k8s.io/v1
kind: MutatingAdmissionPolicyBinding
metadata: {name: $NS_MAIN-image}
spec: {policyName: $NS_MAIN-image}
Y
# The API server heeds it a moment later.
until kubectl -n "$NS_MAIN" run try --image=registry.k8s.io/pause:3.10.2 --dry-run=server -o yaml | grep >/dev/null 'busybox:1.37.0-2'; do :; done
kubectl -n "$NS_MAIN" set env deployment/web COLOUR=green
kubectl -n "$NS_MAIN" wait deployment web --for=jsonpath='{.status.updatedReplicas}'=1 --timeout=60s
