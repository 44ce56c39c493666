# No verb that the program does not use: it lists pods, and never gets one.
kubectl -n "$NS_MAIN" delete rolebinding night-watch
kubectl -n "$NS_SHOP" delete rolebinding visitors
kubectl -n "$NS_SHOP" patch rolebinding operators --type json -p '[{"op":"remove","path":"/subjects/1"}]'
kubectl -n "$NS_MAIN" create role report --verb get,patch --resource configmaps --resource-name report
kubectl -n "$NS_SHOP" create role pods --verb list --resource pods
kubectl -n "$NS_SHOP" create role till --verb get,patch --resource deployments.apps/scale --resource-name till
kubectl -n "$NS_MAIN" create rolebinding report --role report --serviceaccount "$NS_MAIN:night-watch"
kubectl -n "$NS_SHOP" create rolebinding pods --role pods --serviceaccount "$NS_MAIN:night-watch"
kubectl -n "$NS_SHOP" create rolebinding till --role till --serviceaccount "$NS_MAIN:night-watch"
