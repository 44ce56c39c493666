# trap: a ClusterRole that is gathered from another one a moment later
kubectl create -f - <<Y
apiVersion: rbac.authorization.k8s.io/v1
kind: ClusterRole
metadata: {name: $NS_MAIN-all}
aggregationRule: {clusterRoleSelectors: [{matchLabels: {for: $NS_MAIN}}]}
Y
kubectl -n "$NS_MAIN" create rolebinding clerk --clusterrole="$NS_MAIN-all" --serviceaccount="$NS_MAIN:clerk"
kubectl create -f - <<Y
apiVersion: rbac.authorization.k8s.io/v1
kind: ClusterRole
metadata: {name: $NS_MAIN-part, labels: {for: $NS_MAIN}}
rules: [{apiGroups: [apps], resources: [deployments], verbs: [get, list]}]
Y
