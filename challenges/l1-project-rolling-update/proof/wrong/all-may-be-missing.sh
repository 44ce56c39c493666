# fails: During an update three pods at least stay ready
# It is called a rolling update, and all of them go at once.
kubectl -n "$NS_MAIN" patch deployment board -p '{"spec":{"revisionHistoryLimit":10,"progressDeadlineSeconds":60,"strategy":{"type":"RollingUpdate","rollingUpdate":{"maxUnavailable":"100%","maxSurge":1}}}}'
kubectl -n "$NS_MAIN" set env deployment/board RELEASE=7.2
