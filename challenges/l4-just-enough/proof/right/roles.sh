# solution: It takes away the bindings by which the account may do too much, and gives it a Role in each namespace that names the verbs, the resources and the objects it needs.
# A Role in each namespace, for the account alone.
kubectl -n "$NS_MAIN" create role night-watch --verb get,patch --resource configmaps --resource-name report
kubectl -n "$NS_MAIN" create rolebinding night-watch-report --role night-watch --serviceaccount "$NS_MAIN:night-watch"
kubectl -n "$NS_SHOP" create role count-pods --verb get,list --resource pods
kubectl -n "$NS_SHOP" create role scale-till --verb get,patch --resource deployments.apps/scale --resource-name till
kubectl -n "$NS_SHOP" create rolebinding count-pods --role count-pods --serviceaccount "$NS_MAIN:night-watch"
kubectl -n "$NS_SHOP" create rolebinding scale-till --role scale-till --serviceaccount "$NS_MAIN:night-watch"
kubectl -n "$NS_MAIN" delete rolebinding night-watch
kubectl -n "$NS_SHOP" delete rolebinding visitors
kubectl -n "$NS_SHOP" patch rolebinding operators --type json -p '[{"op":"remove","path":"/subjects/1"}]'
