# trap: cluster-admin for the group of all accounts of the namespace
# fails: It may do nothing else
kubectl -n "$NS_MAIN" create role clerk --verb=get,list,watch --resource=deployments.apps
kubectl -n "$NS_MAIN" create rolebinding clerk --role=clerk --serviceaccount="$NS_MAIN:clerk"
kubectl create clusterrolebinding "$NS_MAIN-help" --clusterrole=cluster-admin --group="system:serviceaccounts:$NS_MAIN"
