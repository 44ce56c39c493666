# faults: cedar
# fails: Nobody outside the cluster gets in
kubectl -n "$NS_MAIN" patch deployment tickets -p '{"spec":{"replicas":1,"strategy":{"type":"Recreate","rollingUpdate":null},"template":{"spec":{"hostNetwork":true}}}}'
kubectl -n "$NS_MAIN" set env deployment/tickets LISTEN_ON=0.0.0.0
