# faults: cedar
kubectl -n "$NS_MAIN" set env deployment/tickets LISTEN_ON=0.0.0.0
