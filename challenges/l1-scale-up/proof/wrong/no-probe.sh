# fails: Of the pods nothing but requests has changed
kubectl -n "$NS_MAIN" patch deployment desk --type json -p '[{"op":"remove","path":"/spec/template/spec/containers/0/readinessProbe"},
  {"op":"replace","path":"/spec/template/spec/containers/0/resources/requests","value":{"cpu":"30m","memory":"24Mi"}},
  {"op":"replace","path":"/spec/strategy","value":{"type":"Recreate"}},{"op":"replace","path":"/spec/replicas","value":4}]'
