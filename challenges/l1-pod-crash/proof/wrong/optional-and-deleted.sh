# faults: cedar
# fails: It is still the program of release 4.2
# The pod that runs keeps the file; the next one would start without it.
kubectl -n "$NS_MAIN" patch deployment shop --type json -p '[
  {"op":"add","path":"/spec/template/spec/volumes/0/configMap/optional","value":true},
  {"op":"replace","path":"/spec/template/spec/containers/0/resources/limits/memory","value":"96Mi"}]'
kubectl -n "$NS_MAIN" rollout status deployment shop --timeout=90s
kubectl -n "$NS_MAIN" delete configmap shop-program
