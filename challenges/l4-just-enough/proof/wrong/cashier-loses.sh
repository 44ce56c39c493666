# fails: The cashier keeps its rights
# The shared binding is deleted, for it names the night watch.
bash -eu "$(dirname "$0")/../right/roles.sh" >/dev/null
kubectl -n "$NS_SHOP" delete rolebinding operators
