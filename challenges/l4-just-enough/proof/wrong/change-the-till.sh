# fails: It may do nothing else
# Who may change the Deployment may change its pods, and their account.
bash -eu "$(dirname "$0")/../right/roles.sh" >/dev/null
kubectl -n "$NS_SHOP" create role more --verb get,patch --resource deployments.apps --resource-name till
kubectl -n "$NS_SHOP" create rolebinding more --role more --serviceaccount "$NS_MAIN:night-watch"
