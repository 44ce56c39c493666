# trap: scaled to zero, where no pod is unwell
# fails: Every pod that is wanted is ready
kubectl -n "$NS_MAIN" set env deployment/web RELEASE=2
kubectl -n "$NS_MAIN" scale deployment web --replicas=0
