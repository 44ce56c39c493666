# trap: another handler that asks the same port
kubectl -n "$NS_MAIN" patch deployment web --type json -p '[
  {"op":"replace","path":"/spec/template/spec/containers/0/readinessProbe","value":{"tcpSocket":{"port":8080},"periodSeconds":1}},
  {"op":"add","path":"/spec/template/spec/containers/0/resources","value":{"limits":{"memory":"64Mi"}}}]'
