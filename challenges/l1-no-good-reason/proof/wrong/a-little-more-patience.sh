# faults: birch
# fails: The next one that is well is left alone, and gets requests
# It still fails each time, and the restart comes later.
kubectl -n "$NS_MAIN" patch deployment loans --type json -p '[
  {"op":"replace","path":"/spec/template/spec/containers/0/livenessProbe/failureThreshold","value":10}
]'
kubectl -n "$NS_MAIN" rollout status deployment loans --timeout=180s
