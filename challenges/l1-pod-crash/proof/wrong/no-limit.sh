# faults: cedar
# fails: Every container has a memory limit of at most 128 MiB
kubectl -n "$NS_MAIN" patch deployment shop --type json -p '[{"op":"remove","path":"/spec/template/spec/containers/0/resources/limits"}]'
