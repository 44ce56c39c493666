# fails: Release 7.3 was tried after 7.2, and given up or taken back
# What went wrong is cleared away.
kubectl -n "$NS_MAIN" patch deployment board -p '{"spec":{"revisionHistoryLimit":10,"progressDeadlineSeconds":60,"strategy":{"type":"RollingUpdate","rollingUpdate":{"maxUnavailable":0,"maxSurge":1}}}}'
kubectl -n "$NS_MAIN" set env deployment/board RELEASE=7.2
kubectl -n "$NS_MAIN" rollout status deployment board
kubectl -n "$NS_MAIN" set env deployment/board RELEASE=7.3
kubectl -n "$NS_MAIN" wait deployment board --for=jsonpath='{.status.updatedReplicas}'=1 --timeout=60s
bad=$(kubectl -n "$NS_MAIN" get replicasets --sort-by=.metadata.creationTimestamp -o jsonpath='{.items[-1:].metadata.name}')
kubectl -n "$NS_MAIN" rollout undo deployment board
kubectl -n "$NS_MAIN" rollout status deployment board
kubectl -n "$NS_MAIN" delete replicaset "$bad"
