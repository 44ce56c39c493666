# fails: It is all that edit gave the cashier
# All that it had, but for one verb.
bash -eu "$(dirname "$0")/../right/roles.sh" >/dev/null
kubectl -n "$NS_SHOP" delete rolebinding operators
{
  printf 'apiVersion: rbac.authorization.k8s.io/v1\nkind: Role\nmetadata: {name: cashier, namespace: %s}\n' "$NS_SHOP"
  kubectl get clusterrole edit -o yaml | sed -n '/^rules:/,$p' | grep -vx '  - patch'
} | kubectl apply -f -
kubectl -n "$NS_SHOP" create rolebinding cashier --role cashier --serviceaccount "$NS_SHOP:cashier"
kubectl -n "$NS_SHOP" create role patch --verb patch --resource pods,configmaps,secrets,deployments.apps,deployments.apps/scale
kubectl -n "$NS_SHOP" create rolebinding patch --role patch --serviceaccount "$NS_SHOP:cashier"
