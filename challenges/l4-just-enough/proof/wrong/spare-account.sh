# fails: No binding names anybody else
# An account that no pod has yet.
bash -eu "$(dirname "$0")/../right/roles.sh" >/dev/null
kubectl -n "$NS_MAIN" create serviceaccount spare
kubectl -n "$NS_SHOP" create rolebinding spare --clusterrole edit --serviceaccount "$NS_MAIN:spare"
