# trap: the port has another name everywhere
kubectl -n "$NS_MAIN" patch deployment web --type json -p '[
  {"op":"replace","path":"/spec/template/spec/containers/0/ports/0/name","value":"door"},
  {"op":"replace","path":"/spec/template/spec/containers/0/readinessProbe/httpGet/port","value":"door"},
  {"op":"add","path":"/spec/template/spec/containers/0/resources","value":{"limits":{"memory":"64Mi"}}}]'
kubectl -n "$NS_MAIN" patch service web --type json -p '[{"op":"replace","path":"/spec/ports/0/targetPort","value":"door"}]'
