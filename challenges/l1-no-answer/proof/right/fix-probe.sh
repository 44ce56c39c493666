# faults: dune
kubectl -n "$NS_MAIN" patch deployment tickets --type json -p '[{"op":"replace","path":"/spec/template/spec/containers/0/readinessProbe/httpGet/path","value":"/healthz"}]'
