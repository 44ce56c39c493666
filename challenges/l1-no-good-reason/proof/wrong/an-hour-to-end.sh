# faults: amber
# fails: One that hangs is restarted
# It is told to end, and need not for an hour.
kubectl -n "$NS_MAIN" patch deployment loans --type json -p '[
  {"op":"replace","path":"/spec/template/spec/containers/0/livenessProbe/httpGet/port","value":8080},
  {"op":"add","path":"/spec/template/spec/containers/0/livenessProbe/terminationGracePeriodSeconds","value":3600}]'
