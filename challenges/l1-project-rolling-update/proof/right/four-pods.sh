# With a fourth pod one may be missing. What comes wrong is stopped by hand, before it gives up.
kubectl -n "$NS_MAIN" scale deployment board --replicas=4
kubectl -n "$NS_MAIN" rollout status deployment board
kubectl -n "$NS_MAIN" patch deployment board -p '{"spec":{"revisionHistoryLimit":8,"progressDeadlineSeconds":60,"strategy":{"type":"RollingUpdate","rollingUpdate":{"maxUnavailable":1,"maxSurge":0}}}}'
kubectl -n "$NS_MAIN" set env deployment/board RELEASE=7.2
kubectl -n "$NS_MAIN" rollout status deployment board
kubectl -n "$NS_MAIN" set env deployment/board RELEASE=7.3
kubectl -n "$NS_MAIN" wait deployment board --for=jsonpath='{.status.unavailableReplicas}'=1 --timeout=60s
kubectl -n "$NS_MAIN" rollout undo deployment board --to-revision=2
