# faults: birch
# fails: One that hangs is restarted
# The front page comes in time, and says nothing about whether the desk hangs.
kubectl -n "$NS_MAIN" patch deployment loans --type json -p '[
  {"op":"replace","path":"/spec/template/spec/containers/0/livenessProbe/httpGet/path","value":"/"}
]'
kubectl -n "$NS_MAIN" rollout status deployment loans --timeout=180s
