# faults: cedar
# fails: Two pods at least are ready, and all that are wanted
# What waits is not wanted any more.
kubectl -n "$NS_MAIN" scale deployment orders --replicas=1
