# faults: dune
kubectl -n "$NS_MAIN" patch deployment shop --type json -p '[{"op":"add","path":"/spec/template/spec/containers/0/volumeMounts/-","value":{"name":"catalogue","mountPath":"/etc/shop"}}]'
