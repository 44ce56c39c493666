# faults: birch
# fails: One that hangs is restarted
# It still fails, and for a long time nothing comes of it.
kubectl -n "$NS_MAIN" patch deployment loans --type json -p '[
  {"op":"replace","path":"/spec/template/spec/containers/0/livenessProbe/failureThreshold","value":1000}
]'
kubectl -n "$NS_MAIN" rollout status deployment loans --timeout=180s
