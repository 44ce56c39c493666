# fails: Five old revisions at least are kept
# Nothing old is kept.
kubectl -n "$NS_MAIN" patch deployment board -p '{"spec":{"revisionHistoryLimit":0,"progressDeadlineSeconds":60,"strategy":{"type":"RollingUpdate","rollingUpdate":{"maxUnavailable":0,"maxSurge":1}}}}'
kubectl -n "$NS_MAIN" set env deployment/board RELEASE=7.2
