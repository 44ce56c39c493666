# fails: The night watch may do what it must
kubectl -n "$NS_MAIN" delete rolebinding night-watch
kubectl -n "$NS_SHOP" delete rolebinding visitors
kubectl -n "$NS_SHOP" patch rolebinding operators --type json -p '[{"op":"remove","path":"/subjects/1"}]'
