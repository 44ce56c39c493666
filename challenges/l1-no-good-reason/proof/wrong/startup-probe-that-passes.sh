# faults: cedar
# fails: The next one that is well is left alone, and gets requests
# It passes at once, and holds nothing back.
kubectl -n "$NS_MAIN" patch deployment loans --type json -p '[
  {"op":"add","path":"/spec/template/spec/containers/0/startupProbe","value":{"exec":{"command":["true"]},"failureThreshold":20}}
]'
