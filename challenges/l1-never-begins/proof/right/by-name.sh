# faults: cedar
# solution: It gives the port of feed a name and has it asked by that, for a connection: feed listens only when it has written a page.
kubectl -n "$NS_MAIN" patch deployment board --type json -p '[
  {"op":"add","path":"/spec/template/spec/initContainers/1/ports","value":[{"name":"feed","containerPort":9090}]},
  {"op":"replace","path":"/spec/template/spec/initContainers/1/startupProbe","value":{"periodSeconds":2,"failureThreshold":10,"tcpSocket":{"port":"feed"}}}]'
