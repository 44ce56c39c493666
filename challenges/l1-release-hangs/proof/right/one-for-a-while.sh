# faults: dune
# One pod is wanted until it is one of release 2, and two again.
kubectl -n "$NS_MAIN" scale deployment pool --replicas=1
kubectl -n "$NS_MAIN" rollout restart deployment pool
kubectl -n "$NS_MAIN" rollout status deployment pool --timeout=180s
kubectl -n "$NS_MAIN" scale deployment pool --replicas=2
kubectl -n "$NS_MAIN" rollout status deployment pool --timeout=200s
