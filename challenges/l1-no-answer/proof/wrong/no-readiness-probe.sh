# faults: dune
# fails: A pod that does not answer is kept from requests
kubectl -n "$NS_MAIN" patch deployment tickets --type json -p '[{"op":"remove","path":"/spec/template/spec/containers/0/readinessProbe"}]'
