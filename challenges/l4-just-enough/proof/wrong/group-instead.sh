# fails: The account default beside it may do nothing
# Just enough, but for every account of the namespace.
kubectl -n "$NS_MAIN" create role night-watch --verb get,patch --resource configmaps --resource-name report
kubectl -n "$NS_SHOP" create role count-pods --verb get,list --resource pods
kubectl -n "$NS_SHOP" create role scale-till --verb get,patch --resource deployments.apps/scale --resource-name till
kubectl -n "$NS_MAIN" create rolebinding night-watch-report --role night-watch --group "system:serviceaccounts:$NS_MAIN"
for role in count-pods scale-till; do
  kubectl -n "$NS_SHOP" create rolebinding $role --role $role --group "system:serviceaccounts:$NS_MAIN"
done
kubectl -n "$NS_MAIN" delete rolebinding night-watch
kubectl -n "$NS_SHOP" delete rolebinding visitors
kubectl -n "$NS_SHOP" patch rolebinding operators --type json -p '[{"op":"remove","path":"/subjects/1"}]'
