# solution: It requests what a pod needs while there is room for the rollout, and then asks for four pods, which fit into the quota exactly.
kubectl -n "$NS_MAIN" set resources deployment desk --requests=cpu=30m,memory=24Mi
kubectl -n "$NS_MAIN" rollout status deployment desk --timeout=90s
kubectl -n "$NS_MAIN" scale deployment desk --replicas=4
kubectl -n "$NS_MAIN" rollout status deployment desk --timeout=120s
