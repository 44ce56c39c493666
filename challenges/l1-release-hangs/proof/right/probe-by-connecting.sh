# faults: amber
# Another kind of probe, and nobody who waits.
kubectl -n "$NS_MAIN" patch deployment pool --type json -p '[
  {"op":"replace","path":"/spec/template/spec/containers/0/readinessProbe","value":{"tcpSocket":{"port":9090},"periodSeconds":3}}]'
