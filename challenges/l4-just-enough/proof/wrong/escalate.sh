# fails: It may do nothing else
# It may not do more, but may give itself more.
bash -eu "$(dirname "$0")/../right/roles.sh" >/dev/null
kubectl -n "$NS_MAIN" create role more --verb escalate,update --resource roles.rbac.authorization.k8s.io --resource-name night-watch
kubectl -n "$NS_MAIN" create rolebinding more --role more --serviceaccount "$NS_MAIN:night-watch"
