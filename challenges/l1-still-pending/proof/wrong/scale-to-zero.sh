# faults: amber
# fails: Two pods at least are ready, and all that are wanted
# Then no pod is Pending, and none is there either.
kubectl -n "$NS_MAIN" scale deployment orders --replicas=0
