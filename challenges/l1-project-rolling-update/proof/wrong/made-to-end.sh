# fails: What comes from others is as it was
# 7.3 gets the end that it lacks.
kubectl -n "$NS_MAIN" patch deployment board -p '{"spec":{"revisionHistoryLimit":10,"progressDeadlineSeconds":60,"strategy":{"type":"RollingUpdate","rollingUpdate":{"maxUnavailable":0,"maxSurge":1}}}}'
kubectl -n "$NS_MAIN" set env deployment/board RELEASE=7.2
kubectl -n "$NS_MAIN" rollout status deployment board
kubectl -n "$NS_MAIN" get configmap board-releases -o json | kubectl patch --local -f - -o json -p '{"data":{"7.3":"09:04  Linz        3\nend\n"}}' | kubectl -n "$NS_MAIN" replace -f -
kubectl -n "$NS_MAIN" set env deployment/board RELEASE=7.3
