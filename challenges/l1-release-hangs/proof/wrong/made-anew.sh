# faults: cedar
# fails: The page was served all the time
kubectl -n "$NS_MAIN" get deployment pool -o yaml | sed 's/key: winter-hours/key: winter/' >"$TMPDIR/pool.yaml"
kubectl -n "$NS_MAIN" delete deployment pool
# Old pods serve on while they end, so what is made anew at once may come in time.
until kubectl -n "$NS_MAIN" logs visitor | grep -c 'no page'; do sleep 1; done
kubectl -n "$NS_MAIN" create -f "$TMPDIR/pool.yaml"
kubectl -n "$NS_MAIN" rollout status deployment pool --timeout=200s
