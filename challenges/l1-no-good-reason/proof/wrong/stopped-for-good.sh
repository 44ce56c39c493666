# faults: birch
# fails: One that hangs is restarted
# A container that hangs is stopped, and nobody starts it again.
kubectl -n "$NS_MAIN" patch deployment loans --type json -p '[
  {"op":"add","path":"/spec/template/spec/containers/0/livenessProbe/timeoutSeconds","value":5},
  {"op":"add","path":"/spec/template/spec/containers/0/restartPolicy","value":"Never"}]'
