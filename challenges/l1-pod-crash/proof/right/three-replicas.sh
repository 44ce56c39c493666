# faults: dune
# A rollout that takes its time, one pod after the other.
kubectl -n "$NS_MAIN" patch deployment shop --type json -p '[
  {"op":"replace","path":"/spec/replicas","value":3},
  {"op":"add","path":"/spec/minReadySeconds","value":8},
  {"op":"add","path":"/spec/template/spec/containers/0/volumeMounts/-","value":{"name":"catalogue","mountPath":"/etc/shop"}}]'
