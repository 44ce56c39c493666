# fails: No autoscaler wants fewer
# Four now, and one as soon as it is quiet.
kubectl -n "$NS_MAIN" set resources deployment desk --requests=cpu=30m,memory=24Mi
kubectl -n "$NS_MAIN" rollout status deployment desk --timeout=90s
kubectl -n "$NS_MAIN" scale deployment desk --replicas=4
kubectl -n "$NS_MAIN" autoscale deployment desk --min=1 --max=4 --cpu=80%
