# trap: scaled up, and an autoscaler owns the replicas and takes it back
# fails: Two pods are wanted
kubectl -n "$NS_MAIN" autoscale deployment web --min=1 --max=1
kubectl -n "$NS_MAIN" scale deployment web --replicas=2
kubectl -n "$NS_MAIN" wait deployment web --for=jsonpath='{.spec.replicas}'=1 --timeout=60s
