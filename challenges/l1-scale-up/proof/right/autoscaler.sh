# The number is left to an autoscaler, whose bounds are one number.
kubectl -n "$NS_MAIN" set resources deployment desk --requests=cpu=30m,memory=24Mi
kubectl -n "$NS_MAIN" rollout status deployment desk --timeout=90s
kubectl -n "$NS_MAIN" autoscale deployment desk --min=4 --max=4 --cpu=80%
kubectl -n "$NS_MAIN" wait deployment desk --for=jsonpath='{.spec.replicas}'=4 --timeout=90s
