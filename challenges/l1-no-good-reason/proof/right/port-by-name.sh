# faults: amber
# solution: It lets the liveness probe ask the port by the name that the container gives it, so that it asks where the program listens.
kubectl -n "$NS_MAIN" patch deployment loans --type json -p '[{"op":"replace","path":"/spec/template/spec/containers/0/livenessProbe/httpGet/port","value":"http"}]'
