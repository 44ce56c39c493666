# trap: a rule that names the resource in one group more, where there is none
kubectl -n "$NS_MAIN" create -f - <<'Y'
apiVersion: rbac.authorization.k8s.io/v1
kind: Role
metadata: {name: clerk}
rules: [{apiGroups: [apps, extensions], resources: [deployments], verbs: [get, list]}]
Y
kubectl -n "$NS_MAIN" create rolebinding clerk --role=clerk --serviceaccount="$NS_MAIN:clerk"
