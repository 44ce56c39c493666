# trap: the work was moved away
# fails: The worker runs
kubectl -n "$NS_MAIN" get deployment worker -o yaml | sed '/^  resourceVersion:/d; /^  uid:/d; s/^  namespace: .*//' > "$TMPDIR/worker.yaml"
kubectl -n "$NS_MAIN" delete deployment worker
kubectl -n "$NS_ANNEX" create -f "$TMPDIR/worker.yaml"
kubectl -n "$NS_ANNEX" rollout status deployment worker --timeout=60s
