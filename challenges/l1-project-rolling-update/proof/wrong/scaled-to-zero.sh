# fails: Three pods are ready
kubectl -n "$NS_MAIN" scale deployment board --replicas=0
