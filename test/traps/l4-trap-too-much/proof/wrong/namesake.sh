# trap: the same name in another namespace is bound
# fails: The clerk reads Deployments
kubectl -n "$NS_MAIN" create role clerk --verb=get,list,watch --resource=deployments.apps
kubectl -n "$NS_MAIN" create rolebinding clerk --role=clerk --serviceaccount="$NS_ANNEX:clerk"
