# trap: nothing is refused, since nothing is wanted
# fails: The worker runs
kubectl -n "$NS_MAIN" scale deployment worker --replicas=0
