# faults: cedar
# fails: It does not open before feed is well
kubectl -n "$NS_MAIN" patch deployment board --type json -p '[{"op":"replace","path":"/spec/template/spec/initContainers/1/startupProbe","value":{"exec":{"command":["true"]}}}]'
