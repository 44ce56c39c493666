# faults: cedar
# fails: The readiness probe is still there
kubectl -n "$NS_MAIN" patch deployment guide --type json -p '[
  {"op":"remove","path":"/spec/template/spec/containers/0/readinessProbe"},
  {"op":"add","path":"/spec/template/spec/securityContext/runAsUser","value":10001}]'
