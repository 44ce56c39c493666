# faults: birch
# fails: The next one that is well is left alone, and gets requests
# Just as long as the answer takes.
kubectl -n "$NS_MAIN" patch deployment loans --type json -p '[
  {"op":"add","path":"/spec/template/spec/containers/0/livenessProbe/timeoutSeconds","value":2}
]'
