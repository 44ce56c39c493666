# faults: cedar
# fails: The next one that is well is left alone, and gets requests
# Enough for today's start, not for one that takes twenty seconds.
kubectl -n "$NS_MAIN" patch deployment loans --type json -p '[
  {"op":"add","path":"/spec/template/spec/containers/0/livenessProbe/initialDelaySeconds","value":8}
]'
kubectl -n "$NS_MAIN" rollout status deployment loans --timeout=180s
