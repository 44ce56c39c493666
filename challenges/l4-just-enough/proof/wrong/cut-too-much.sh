# fails: The night watch may do what it must
# Scaling is left out.
kubectl -n "$NS_MAIN" create role night-watch --verb get,patch --resource configmaps --resource-name report
kubectl -n "$NS_MAIN" create rolebinding night-watch-report --role night-watch --serviceaccount "$NS_MAIN:night-watch"
kubectl -n "$NS_SHOP" create role count-pods --verb get,list --resource pods
kubectl -n "$NS_SHOP" create rolebinding count-pods --role count-pods --serviceaccount "$NS_MAIN:night-watch"
kubectl -n "$NS_MAIN" delete rolebinding night-watch
kubectl -n "$NS_SHOP" delete rolebinding visitors
kubectl -n "$NS_SHOP" patch rolebinding operators --type json -p '[{"op":"remove","path":"/subjects/1"}]'
