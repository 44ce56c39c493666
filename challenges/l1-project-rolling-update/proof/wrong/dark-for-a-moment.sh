# fails: During an update three pods at least stay ready
# All at once, as before.
kubectl -n "$NS_MAIN" patch deployment board -p '{"spec":{"revisionHistoryLimit":10,"progressDeadlineSeconds":60,"strategy":{"type":"Recreate"}}}'
kubectl -n "$NS_MAIN" set env deployment/board RELEASE=7.2
