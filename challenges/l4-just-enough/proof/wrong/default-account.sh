# fails: The account default beside it may do nothing
# The keys are handed on.
bash -eu "$(dirname "$0")/../right/roles.sh" >/dev/null
kubectl -n "$NS_MAIN" create rolebinding spare --clusterrole admin --serviceaccount "$NS_MAIN:default"
