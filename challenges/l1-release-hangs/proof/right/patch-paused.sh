# faults: birch
# By hand, with a third pod for a while.
kubectl -n "$NS_MAIN" patch deployment pool --type json -p '[{"op":"remove","path":"/spec/paused"},{"op":"replace","path":"/spec/replicas","value":3}]'
kubectl -n "$NS_MAIN" rollout status deployment pool --timeout=200s
kubectl -n "$NS_MAIN" scale deployment pool --replicas=2
