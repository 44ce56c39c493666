# fails: All that are wanted are ready
kubectl -n "$NS_MAIN" scale deployment desk --replicas=4
