# faults: birch
# fails: No ConfigMap holds the password
kubectl -n "$NS_MAIN" patch configmap museum-settings -p '{"data":{"password":"amphora-attic-510"}}'
kubectl -n "$NS_MAIN" patch deployment guide --type json -p '[{"op":"replace","path":"/spec/template/spec/containers/0/env/1/valueFrom","value":
  {"configMapKeyRef":{"name":"museum-settings","key":"password"}}}]'
