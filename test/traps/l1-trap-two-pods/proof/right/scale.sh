# trap: scaled up
kubectl -n "$NS_MAIN" scale deployment web --replicas=2
