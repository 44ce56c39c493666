# faults: cedar
# Deleted and made anew from an edited manifest, with one more container.
kubectl -n "$NS_MAIN" get deployment shop -o yaml | sed 's/memory: 32Mi/memory: 128Mi/' > "$TMPDIR/shop.yaml"
kubectl -n "$NS_MAIN" delete deployment shop
kubectl -n "$NS_MAIN" create -f "$TMPDIR/shop.yaml"
kubectl -n "$NS_MAIN" patch deployment shop -p '{"spec":{"template":{"spec":{"containers":[{"name":"clock","image":"registry.k8s.io/e2e-test-images/busybox:1.37.0-2","command":["sleep","3600"],"resources":{"limits":{"memory":"16Mi"}}}]}}}}'
