# Written anew as another kind, with labels of its own, which the Service follows.
kubectl -n "$NS_MAIN" get deployment desk -o json | kubectl patch --local -f - --type json -o json -p '[
  {"op":"replace","path":"/kind","value":"StatefulSet"},
  {"op":"replace","path":"/metadata","value":{"name":"box-office"}},
  {"op":"remove","path":"/spec/strategy"},{"op":"remove","path":"/spec/progressDeadlineSeconds"},{"op":"remove","path":"/status"},
  {"op":"add","path":"/spec/serviceName","value":"desk"},{"op":"add","path":"/spec/podManagementPolicy","value":"Parallel"},
  {"op":"replace","path":"/spec/replicas","value":4},
  {"op":"replace","path":"/spec/selector","value":{"matchLabels":{"app":"box-office"}}},
  {"op":"replace","path":"/spec/template/metadata/labels","value":{"app":"box-office"}},
  {"op":"replace","path":"/spec/template/spec/containers/0/resources/requests","value":{"cpu":"0.03","memory":"24Mi"}}]' > "$TMPDIR/set.json"
kubectl -n "$NS_MAIN" delete deployment desk --cascade=foreground
kubectl -n "$NS_MAIN" create -f "$TMPDIR/set.json"
kubectl -n "$NS_MAIN" patch service desk --type json -p '[{"op":"replace","path":"/spec/selector","value":{"app":"box-office"}}]'
