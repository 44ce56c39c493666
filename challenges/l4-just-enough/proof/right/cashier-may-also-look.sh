# What the cashier may do anyway may be said twice.
bash -eu "$(dirname "$0")/roles.sh" >/dev/null
kubectl -n "$NS_SHOP" create rolebinding cashier-view --clusterrole view --serviceaccount "$NS_SHOP:cashier"
