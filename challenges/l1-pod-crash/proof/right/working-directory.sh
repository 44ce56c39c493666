# faults: birch
kubectl -n "$NS_MAIN" patch deployment shop --type json -p '[
  {"op":"add","path":"/spec/template/spec/containers/0/workingDir","value":"/app"},
  {"op":"replace","path":"/spec/template/spec/containers/0/command","value":["./shop"]}]'
