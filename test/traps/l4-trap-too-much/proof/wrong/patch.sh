# trap: it may make pods, and pods may be anybody
# fails: It may do nothing else
kubectl -n "$NS_MAIN" create role clerk --verb=get,list,patch --resource=deployments.apps
kubectl -n "$NS_MAIN" create rolebinding clerk --role=clerk --serviceaccount="$NS_MAIN:clerk"
