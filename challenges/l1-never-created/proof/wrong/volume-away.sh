# faults: dune
# fails: Every pod of the guide is ready
kubectl -n "$NS_MAIN" patch deployment guide --type json -p '[
  {"op":"remove","path":"/spec/template/spec/volumes"},
  {"op":"remove","path":"/spec/template/spec/containers/0/volumeMounts"}]'
