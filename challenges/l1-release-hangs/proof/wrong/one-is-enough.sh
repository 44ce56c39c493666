# faults: dune
# fails: Two pods of release 2 at least are ready, and all that are wanted
kubectl -n "$NS_MAIN" scale deployment pool --replicas=1
kubectl -n "$NS_MAIN" rollout restart deployment pool
kubectl -n "$NS_MAIN" rollout status deployment pool --timeout=180s
