# trap: a Role and its binding
kubectl -n "$NS_MAIN" create role clerk --verb=get,list,watch --resource=deployments.apps
kubectl -n "$NS_MAIN" create rolebinding clerk --role=clerk --serviceaccount="$NS_MAIN:clerk"
