# fails: The quota is as it was
kubectl -n "$NS_MAIN" delete resourcequota festival
kubectl -n "$NS_MAIN" scale deployment desk --replicas=4
