# fails: All that are wanted are ready
# Both are right, and the old pods hold the room that the new ones need.
kubectl -n "$NS_MAIN" scale deployment desk --replicas=4
kubectl -n "$NS_MAIN" wait deployment desk --for=jsonpath='{.status.readyReplicas}'=2 --timeout=60s
kubectl -n "$NS_MAIN" set resources deployment desk --requests=cpu=30m,memory=24Mi
