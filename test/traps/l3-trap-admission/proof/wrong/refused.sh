# trap: the template is right, and admission refuses its pods
# fails: Every pod that is wanted is ready
kubectl create -f - <<Y
apiVersion: admissionregistration.k8s.io/v1
kind: ValidatingAdmissionPolicy
metadata: {name: $NS_MAIN-refuse}
spec:
  failurePolicy: Fail
  matchConstraints:
    namespaceSelector: {matchLabels: {kubernetes.io/metadata.name: $NS_MAIN}}
    resourceRules: [{apiGroups: [""], apiVersions: [v1], resources: [pods], operations: [CREATE]}]
  validations: [{expression: "false", message: "no pods today"}]
---
apiVersion: admissionregistration.k8s.io/v1
kind: ValidatingAdmissionPolicyBinding
metadata: {name: $NS_MAIN-refuse}
spec: {policyName: $NS_MAIN-refuse, validationActions: [Deny]}
Y
# The API server heeds it a moment later.
while kubectl -n "$NS_MAIN" run try --image=registry.k8s.io/pause:3.10.2 --dry-run=server > "$TMPDIR/said" 2>&1; do :; done
grep -q "no pods today" "$TMPDIR/said"
kubectl -n "$NS_MAIN" set env deployment/web COLOUR=green
