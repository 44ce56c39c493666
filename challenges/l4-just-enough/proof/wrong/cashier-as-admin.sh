# fails: The cashier gets nothing more
# Who may do everything in the shop may also do what it must.
bash -eu "$(dirname "$0")/../right/roles.sh" >/dev/null
kubectl -n "$NS_SHOP" create rolebinding cashier-admin --clusterrole admin --serviceaccount "$NS_SHOP:cashier"
