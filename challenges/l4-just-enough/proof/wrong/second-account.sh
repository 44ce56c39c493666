# fails: Its Deployment and program are as they were
# The account is as small as can be; the pod runs under another one.
bash -eu "$(dirname "$0")/../right/roles.sh" >/dev/null
kubectl -n "$NS_MAIN" create serviceaccount helper
kubectl -n "$NS_MAIN" create rolebinding helper --clusterrole edit --serviceaccount "$NS_MAIN:helper"
kubectl -n "$NS_SHOP" create rolebinding helper --clusterrole edit --serviceaccount "$NS_MAIN:helper"
kubectl -n "$NS_MAIN" set serviceaccount deployment night-watch helper
