# faults: birch
# fails: The page was served all the time
# Strategy Recreate ends all of release 1 before anything of release 2 serves.
kubectl -n "$NS_MAIN" patch deployment pool -p '{"spec":{"paused":false,"strategy":{"type":"Recreate","rollingUpdate":null}}}'
kubectl -n "$NS_MAIN" rollout status deployment pool --timeout=200s
