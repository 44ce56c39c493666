# fails: It may do nothing else
# Few rights of its own; but it may run pods as an account that has many.
bash -eu "$(dirname "$0")/../right/roles.sh" >/dev/null
kubectl -n "$NS_MAIN" create serviceaccount helper
kubectl -n "$NS_MAIN" create rolebinding helper --clusterrole admin --serviceaccount "$NS_MAIN:helper"
kubectl -n "$NS_MAIN" create role more --verb create --resource jobs.batch
kubectl -n "$NS_MAIN" create rolebinding more --role more --serviceaccount "$NS_MAIN:night-watch"
