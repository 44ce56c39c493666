# faults: amber
# fails: One that hangs is restarted
# What nobody asks is never answered wrongly.
kubectl -n "$NS_MAIN" patch deployment loans --type json -p '[
  {"op":"remove","path":"/spec/template/spec/containers/0/livenessProbe"}
]'
kubectl -n "$NS_MAIN" rollout status deployment loans --timeout=180s
