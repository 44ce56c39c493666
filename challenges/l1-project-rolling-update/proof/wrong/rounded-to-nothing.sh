# fails: During an update three pods at least stay ready
# A quarter of three is none, and none beyond them: so one may be missing.
kubectl -n "$NS_MAIN" patch deployment board -p '{"spec":{"revisionHistoryLimit":10,"progressDeadlineSeconds":60,"strategy":{"type":"RollingUpdate","rollingUpdate":{"maxUnavailable":"25%","maxSurge":0}}}}'
kubectl -n "$NS_MAIN" set env deployment/board RELEASE=7.2
