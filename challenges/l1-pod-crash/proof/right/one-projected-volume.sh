# faults: dune
# All files from one volume, of ConfigMaps, a Secret and a field of the pod.
kubectl -n "$NS_MAIN" create secret generic prices --from-literal=vat=20
kubectl -n "$NS_MAIN" patch deployment shop --type json -p '[
  {"op":"replace","path":"/spec/template/spec/volumes","value":[{"name":"all","projected":{"defaultMode":365,"sources":[
    {"configMap":{"name":"shop-program"}},
    {"secret":{"name":"prices"}},
    {"downwardAPI":{"items":[{"path":"name","fieldRef":{"fieldPath":"metadata.name"}}]}},
    {"configMap":{"name":"shop-catalogue","items":[{"key":"catalogue.csv","path":"shop.d/catalogue.csv"}]}}]}}]},
  {"op":"replace","path":"/spec/template/spec/containers/0/volumeMounts","value":[
    {"name":"all","mountPath":"/app"},
    {"name":"all","mountPath":"/etc/shop","subPath":"shop.d"}]}]'
