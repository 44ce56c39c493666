# faults: dune
# fails: A pod that does not answer is kept from requests
kubectl -n "$NS_MAIN" patch deployment tickets --type json -p '[{"op":"replace","path":"/spec/template/spec/containers/0/readinessProbe","value":{"exec":{"command":["echo","nc 8080"]}}}]'
