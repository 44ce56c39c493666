# fails: Two pods at least are ready, and all that are wanted
kubectl -n "$NS_MAIN" scale deployment seats --replicas=0
