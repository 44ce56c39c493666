# fails: Release 7.3 was tried after 7.2, and given up or taken back
# 7.3 came over 7.1: the boards were never left with 7.2.
kubectl -n "$NS_MAIN" patch deployment board -p '{"spec":{"revisionHistoryLimit":10,"progressDeadlineSeconds":60,"strategy":{"type":"RollingUpdate","rollingUpdate":null}}}'
kubectl -n "$NS_MAIN" set env deployment/board RELEASE=7.3
kubectl -n "$NS_MAIN" wait deployment board --for=jsonpath='{.status.updatedReplicas}'=1 --timeout=60s
kubectl -n "$NS_MAIN" set env deployment/board RELEASE=7.2
