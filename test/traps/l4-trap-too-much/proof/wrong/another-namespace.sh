# trap: role and binding in another namespace
# fails: The clerk reads Deployments
kubectl -n "$NS_ANNEX" create role clerk --verb=get,list,watch --resource=deployments.apps
kubectl -n "$NS_ANNEX" create rolebinding clerk --role=clerk --serviceaccount="$NS_MAIN:clerk"
