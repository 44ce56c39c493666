# faults: dune
# A ReplicationController, as an old tutorial has it.
kubectl -n "$NS_MAIN" get deployment shop -o json |
  kubectl patch --local -f - --type json -o json -p '[
    {"op":"replace","path":"/kind","value":"ReplicationController"},
    {"op":"replace","path":"/apiVersion","value":"v1"},
    {"op":"replace","path":"/metadata","value":{"name":"shop"}},
    {"op":"replace","path":"/spec/selector","value":{"app.kubernetes.io/name":"shop"}},
    {"op":"remove","path":"/spec/strategy"},
    {"op":"remove","path":"/spec/progressDeadlineSeconds"},
    {"op":"remove","path":"/spec/revisionHistoryLimit"},
    {"op":"remove","path":"/status"},
    {"op":"add","path":"/spec/template/spec/containers/0/volumeMounts/-","value":{"name":"catalogue","mountPath":"/etc/shop"}}
  ]' > "$TMPDIR/shop.json"
kubectl -n "$NS_MAIN" delete deployment shop
kubectl -n "$NS_MAIN" create -f "$TMPDIR/shop.json"
