# trap: an autoscaler owns the replicas, and wants two
kubectl -n "$NS_MAIN" autoscale deployment web --min=2 --max=3
kubectl -n "$NS_MAIN" wait deployment web --for=jsonpath='{.spec.replicas}'=2 --timeout=60s
