# faults: dune
# fails: The health checks are still there
kubectl -n "$NS_MAIN" patch deployment shop --type json -p '[
  {"op":"add","path":"/spec/template/spec/containers/0/volumeMounts/-","value":{"name":"catalogue","mountPath":"/etc/shop"}},
  {"op":"remove","path":"/spec/template/spec/containers/0/livenessProbe"},
  {"op":"remove","path":"/spec/template/spec/containers/0/readinessProbe"}]'
