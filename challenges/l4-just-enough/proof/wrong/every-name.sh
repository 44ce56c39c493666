# fails: It may do nothing else
# All ConfigMaps instead of the one.
bash -eu "$(dirname "$0")/../right/roles.sh" >/dev/null
kubectl -n "$NS_MAIN" create role more --verb get,patch --resource configmaps
kubectl -n "$NS_MAIN" create rolebinding more --role more --serviceaccount "$NS_MAIN:night-watch"
