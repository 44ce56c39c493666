# fails: Every pod of the guide is ready
# Then no pod waits for its container, and none is there either.
kubectl -n "$NS_MAIN" scale deployment guide --replicas=0
