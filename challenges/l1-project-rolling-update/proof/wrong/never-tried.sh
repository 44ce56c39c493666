# fails: Release 7.3 was tried after 7.2, and given up or taken back
# 7.2 is enough.
kubectl -n "$NS_MAIN" patch deployment board -p '{"spec":{"revisionHistoryLimit":10,"progressDeadlineSeconds":60,"strategy":{"type":"RollingUpdate","rollingUpdate":{"maxUnavailable":0,"maxSurge":1}}}}'
kubectl -n "$NS_MAIN" set env deployment/board RELEASE=7.2
