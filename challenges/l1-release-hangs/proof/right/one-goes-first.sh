# faults: dune
# solution: One of the two pods may go before a new one comes, so that the quota has room; the restart makes a ReplicaSet that asks at once.
kubectl -n "$NS_MAIN" patch deployment pool -p '{"spec":{"strategy":{"rollingUpdate":{"maxSurge":0,"maxUnavailable":1}}}}'
kubectl -n "$NS_MAIN" rollout restart deployment pool
kubectl -n "$NS_MAIN" rollout status deployment pool --timeout=180s
