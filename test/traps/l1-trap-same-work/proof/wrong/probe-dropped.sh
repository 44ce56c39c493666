# trap: the probe is gone
# fails: A pod that fails gets no requests
kubectl -n "$NS_MAIN" patch deployment web --type json -p '[{"op":"remove","path":"/spec/template/spec/containers/0/readinessProbe"},
  {"op":"add","path":"/spec/template/spec/containers/0/resources","value":{"limits":{"memory":"64Mi"}}}]'
