# fails: Of the pods nothing but requests has changed
# What has a limit and no request has the limit as its request; it takes the program's air as well.
kubectl -n "$NS_MAIN" patch deployment desk --type json -p '[
  {"op":"replace","path":"/spec/template/spec/containers/0/resources","value":{"limits":{"cpu":"30m","memory":"24Mi"}}},
  {"op":"replace","path":"/spec/strategy","value":{"type":"Recreate"}},{"op":"replace","path":"/spec/replicas","value":4}]'
