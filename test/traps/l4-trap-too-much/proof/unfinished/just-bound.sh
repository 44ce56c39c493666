# trap: rights that are there and have not held yet
kubectl -n "$NS_MAIN" create role clerk --verb=get,list,watch --resource=deployments.apps
kubectl -n "$NS_MAIN" create rolebinding clerk --role=clerk --serviceaccount="$NS_MAIN:clerk"
