# The cashier has a Role of its own, with all that it had, and stands in the
# binding as the user it is.
bash -eu "$(dirname "$0")/roles.sh" >/dev/null
kubectl -n "$NS_SHOP" delete rolebinding operators
{
  printf 'apiVersion: rbac.authorization.k8s.io/v1\nkind: Role\nmetadata: {name: cashier, namespace: %s}\n' "$NS_SHOP"
  kubectl get clusterrole edit -o yaml | sed -n '/^rules:/,$p'
} | kubectl apply -f -
kubectl -n "$NS_SHOP" create rolebinding cashier --role cashier --user "system:serviceaccount:$NS_SHOP:cashier"
