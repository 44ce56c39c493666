# trap: a ClusterRole, bound in the namespace, to the user that the account is
kubectl create clusterrole "$NS_MAIN-clerk" --verb=get,list --resource=deployments.apps
kubectl -n "$NS_MAIN" create rolebinding clerk --clusterrole="$NS_MAIN-clerk" --user="system:serviceaccount:$NS_MAIN:clerk"
