# faults: dune
# fails: It is release 2 as it was delivered
kubectl -n "$NS_MAIN" set resources deployment pool --requests=cpu=10m,memory=16Mi
kubectl -n "$NS_MAIN" rollout status deployment pool --timeout=200s
