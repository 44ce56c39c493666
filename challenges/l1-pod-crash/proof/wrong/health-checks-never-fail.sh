# faults: cedar
# fails: The health checks are still there
kubectl -n "$NS_MAIN" patch deployment shop --type json -p '[
  {"op":"replace","path":"/spec/template/spec/containers/0/resources/limits/memory","value":"96Mi"},
  {"op":"replace","path":"/spec/template/spec/containers/0/livenessProbe/failureThreshold","value":1000000}]'
