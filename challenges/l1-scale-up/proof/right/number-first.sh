# As most will go: the number, the quota, the requests, and a rollout that needs room.
kubectl -n "$NS_MAIN" scale deployment desk --replicas=4
kubectl -n "$NS_MAIN" set resources deployment desk --requests=cpu=30m,memory=24Mi
kubectl -n "$NS_MAIN" scale deployment desk --replicas=1
kubectl -n "$NS_MAIN" rollout status deployment desk --timeout=120s
kubectl -n "$NS_MAIN" scale deployment desk --replicas=4
kubectl -n "$NS_MAIN" rollout status deployment desk --timeout=120s
