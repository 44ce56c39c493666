# solution: It lets no pod go before a new one is ready, keeps old revisions, and hears of an update that does not get on. So 7.3 never takes a pod of 7.2 away, and undo makes 7.2 the newest revision.
kubectl -n "$NS_MAIN" patch deployment board -p '{"spec":{"revisionHistoryLimit":10,"progressDeadlineSeconds":60,"strategy":{"type":"RollingUpdate","rollingUpdate":{"maxUnavailable":0,"maxSurge":1}}}}'
kubectl -n "$NS_MAIN" set env deployment/board RELEASE=7.2
kubectl -n "$NS_MAIN" rollout status deployment board
kubectl -n "$NS_MAIN" set env deployment/board RELEASE=7.3
kubectl -n "$NS_MAIN" wait deployment board --for=condition=Progressing=False --timeout=120s
kubectl -n "$NS_MAIN" rollout undo deployment board
kubectl -n "$NS_MAIN" rollout status deployment board
