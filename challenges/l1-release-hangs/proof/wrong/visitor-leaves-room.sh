# faults: dune
# fails: Pod visitor is as it was
# Who asks less makes room, and comes back when all is done.
kubectl -n "$NS_MAIN" get pod visitor -o yaml > "$TMPDIR/visitor.yaml"
kubectl -n "$NS_MAIN" delete pod visitor
kubectl -n "$NS_MAIN" patch deployment pool -p '{"spec":{"strategy":{"type":"Recreate","rollingUpdate":null}}}'
kubectl -n "$NS_MAIN" rollout status deployment pool --timeout=180s
kubectl -n "$NS_MAIN" create -f "$TMPDIR/visitor.yaml"
kubectl -n "$NS_MAIN" wait pod visitor --for=condition=Ready --timeout=60s
