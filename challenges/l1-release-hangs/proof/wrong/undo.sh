# faults: amber, dune
# fails: Visitors read the winter hours, of release 2
# Nothing hangs any more, and it is summer.
kubectl -n "$NS_MAIN" rollout undo deployment pool
kubectl -n "$NS_MAIN" rollout status deployment pool --timeout=200s
