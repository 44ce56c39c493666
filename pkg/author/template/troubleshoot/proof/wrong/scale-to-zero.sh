# fails: Every pod of the board is ready
# Then no pod is not ready, and none is there either.
kubectl -n "$NS_MAIN" scale deployment board --replicas=0
