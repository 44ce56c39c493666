# faults: cedar, dune
# Another kind and another name keep all that the story asks for.
kubectl -n "$NS_MAIN" get deployment tickets -o json |
  kubectl patch --local -f - --type json -o json -p '[
    {"op":"replace","path":"/kind","value":"StatefulSet"},
    {"op":"replace","path":"/metadata","value":{"name":"box-office"}},
    {"op":"remove","path":"/spec/strategy"},
    {"op":"remove","path":"/spec/progressDeadlineSeconds"},
    {"op":"remove","path":"/status"},
    {"op":"add","path":"/spec/serviceName","value":"tickets"},
    {"op":"replace","path":"/spec/template/spec/containers/0/env/0/value","value":"[::]"},
    {"op":"replace","path":"/spec/template/spec/containers/0/readinessProbe/httpGet/path","value":"/healthz"}
  ]' > "$TMPDIR/tickets.json"
kubectl -n "$NS_MAIN" delete deployment tickets
kubectl -n "$NS_MAIN" create -f "$TMPDIR/tickets.json"
