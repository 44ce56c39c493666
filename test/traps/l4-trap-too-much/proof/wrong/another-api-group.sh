# trap: the same resource name in another API group
# fails: The clerk reads Deployments
kubectl -n "$NS_MAIN" create -f - <<'Y'
apiVersion: rbac.authorization.k8s.io/v1
kind: Role
metadata: {name: clerk}
rules: [{apiGroups: [""], resources: [deployments], verbs: [get, list]}]
Y
kubectl -n "$NS_MAIN" create rolebinding clerk --role=clerk --serviceaccount="$NS_MAIN:clerk"
