# fails: All that are wanted are ready
# There is room for three: memory is counted as well.
kubectl -n "$NS_MAIN" set resources deployment desk --requests=cpu=30m
kubectl -n "$NS_MAIN" rollout status deployment desk --timeout=90s
kubectl -n "$NS_MAIN" scale deployment desk --replicas=4
