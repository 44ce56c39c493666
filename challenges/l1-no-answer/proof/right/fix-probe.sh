# faults: dune
# solution: It lets the readiness probe ask for a path that the program has; pods become ready, and only ready pods get what is sent to the Service.
kubectl -n "$NS_MAIN" patch deployment tickets --type json -p '[{"op":"replace","path":"/spec/template/spec/containers/0/readinessProbe/httpGet/path","value":"/healthz"}]'
