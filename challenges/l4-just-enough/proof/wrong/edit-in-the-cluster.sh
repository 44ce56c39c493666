# fails: It may do nothing else
# One binding instead of several.
kubectl -n "$NS_MAIN" delete rolebinding night-watch
kubectl -n "$NS_SHOP" delete rolebinding visitors
kubectl -n "$NS_SHOP" patch rolebinding operators --type json -p '[{"op":"remove","path":"/subjects/1"}]'
kubectl create clusterrolebinding "$NS_MAIN-edit" --clusterrole edit --serviceaccount "$NS_MAIN:night-watch"
