# faults: cedar
# fails: The hours come from ConfigMap hours
kubectl -n "$NS_MAIN" set env deployment pool HOURS="Winter hours: 9 to 18"
kubectl -n "$NS_MAIN" rollout status deployment pool --timeout=200s
