# faults: dune
# fails: Quotas are as they were
kubectl -n "$NS_MAIN" patch resourcequota pool -p '{"spec":{"hard":{"requests.cpu":"200m","requests.memory":"200Mi"}}}'
kubectl -n "$NS_MAIN" rollout restart deployment pool
kubectl -n "$NS_MAIN" rollout status deployment pool --timeout=200s
