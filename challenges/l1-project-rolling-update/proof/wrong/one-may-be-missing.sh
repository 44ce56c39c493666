# fails: During an update three pods at least stay ready
# One of three, and three must be ready.
kubectl -n "$NS_MAIN" patch deployment board -p '{"spec":{"revisionHistoryLimit":10,"progressDeadlineSeconds":60,"strategy":{"type":"RollingUpdate","rollingUpdate":{"maxUnavailable":1,"maxSurge":1}}}}'
kubectl -n "$NS_MAIN" set env deployment/board RELEASE=7.2
