# trap: admission refuses pods, elsewhere
kubectl create -f - <<Y
apiVersion: admissionregistration.k8s.io/v1
kind: ValidatingAdmissionPolicy
metadata: {name: $NS_MAIN-refuse}
spec:
  failurePolicy: Fail
  matchConstraints:
    namespaceSelector: {matchLabels: {kubernetes.io/metadata.name: $NS_MAIN-x}}
    resourceRules: [{apiGroups: [""], apiVersions: [v1], resources: [pods], operations: [CREATE]}]
  validations: [{expression: "false", message: "no pods today"}]
---
apiVersion: admissionregistration.k8s.io/v1
kind: ValidatingAdmissionPolicyBinding
metadata: {name: $NS_MAIN-refuse}
spec: {policyName: $NS_MAIN-refuse, validationActions: [Deny]}
Y
kubectl -n "$NS_MAIN" set env deployment/web COLOUR=green
