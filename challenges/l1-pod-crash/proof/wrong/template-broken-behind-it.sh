# faults: dune
# fails: Every pod of the shop is ready
# The pod that runs was made by a template that is right; the next one would not be.
shop() {
  kubectl -n "$NS_MAIN" get deployment shop -o json |
    kubectl patch --local -f - --type json -o json -p '[
      {"op":"replace","path":"/kind","value":"ReplicaSet"},
      {"op":"replace","path":"/metadata","value":{"name":"shop"}},
      {"op":"remove","path":"/spec/strategy"},
      {"op":"remove","path":"/spec/progressDeadlineSeconds"},
      {"op":"remove","path":"/spec/revisionHistoryLimit"},
      {"op":"remove","path":"/status"}
    ]'
}
shop > "$TMPDIR/broken.json"
kubectl patch --local -f "$TMPDIR/broken.json" --type json -o json -p '[{"op":"add","path":"/spec/template/spec/containers/0/volumeMounts/-","value":{"name":"catalogue","mountPath":"/etc/shop"}}]' > "$TMPDIR/right.json"
kubectl -n "$NS_MAIN" delete deployment shop
kubectl -n "$NS_MAIN" create -f "$TMPDIR/right.json"
kubectl -n "$NS_MAIN" wait --for=jsonpath='{.status.readyReplicas}'=1 replicaset/shop --timeout=90s
kubectl -n "$NS_MAIN" replace -f "$TMPDIR/broken.json"
