# 7.1 was lost at first and 7.3 came too soon: all of it can be made up for.
kubectl -n "$NS_MAIN" patch deployment board -p '{"spec":{"strategy":{"type":"RollingUpdate","rollingUpdate":null},"progressDeadlineSeconds":60}}'
kubectl -n "$NS_MAIN" set env deployment/board RELEASE=7.2
kubectl -n "$NS_MAIN" rollout status deployment board
kubectl -n "$NS_MAIN" patch deployment board -p '{"spec":{"revisionHistoryLimit":10}}'
kubectl -n "$NS_MAIN" set env deployment/board RELEASE=7.3
kubectl -n "$NS_MAIN" set env deployment/board RELEASE=7.1
kubectl -n "$NS_MAIN" rollout status deployment board
kubectl -n "$NS_MAIN" set env deployment/board RELEASE=7.2
kubectl -n "$NS_MAIN" rollout status deployment board
kubectl -n "$NS_MAIN" set env deployment/board RELEASE=7.3
kubectl -n "$NS_MAIN" wait deployment board --for=jsonpath='{.status.updatedReplicas}'=1 --timeout=60s
kubectl -n "$NS_MAIN" rollout undo deployment board
