# faults: dune
# fails: Quotas are as they were
# It is there again before anybody looks.
kubectl -n "$NS_MAIN" get resourcequota pool -o yaml > "$TMPDIR/quota.yaml"
kubectl -n "$NS_MAIN" delete resourcequota pool
kubectl -n "$NS_MAIN" rollout restart deployment pool
kubectl -n "$NS_MAIN" rollout status deployment pool --timeout=200s
kubectl -n "$NS_MAIN" create -f "$TMPDIR/quota.yaml"
kubectl -n "$NS_MAIN" wait resourcequota pool --for=jsonpath='{.status.used}' --timeout=30s
