# faults: dune
# fails: The hook still runs
kubectl -n "$NS_MAIN" patch deployment board --type json -p '[{"op":"remove","path":"/spec/template/spec/containers/0/lifecycle"}]'
