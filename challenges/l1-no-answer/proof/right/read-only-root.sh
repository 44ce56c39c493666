# faults: cedar
# The address from a ConfigMap, and a directory of its own for what it writes.
kubectl -n "$NS_MAIN" create configmap address --from-literal=LISTEN_ON=0.0.0.0
kubectl -n "$NS_MAIN" set env deployment/tickets --from=configmap/address
kubectl -n "$NS_MAIN" patch deployment tickets --type json -p '[
  {"op":"add","path":"/spec/template/spec/containers/0/securityContext/readOnlyRootFilesystem","value":true},
  {"op":"add","path":"/spec/template/spec/volumes/-","value":{"name":"tmp","emptyDir":{}}},
  {"op":"add","path":"/spec/template/spec/containers/0/volumeMounts/-","value":{"name":"tmp","mountPath":"/tmp"}}]'
