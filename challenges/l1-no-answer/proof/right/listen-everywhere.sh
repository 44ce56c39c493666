# faults: cedar
# solution: It lets the program listen on all addresses of its pod, so that it also takes connections that come from outside the pod, as all of a Service do.
kubectl -n "$NS_MAIN" set env deployment/tickets LISTEN_ON=0.0.0.0
