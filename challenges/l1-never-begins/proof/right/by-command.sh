# faults: cedar
# It is asked from within the container.
kubectl -n "$NS_MAIN" patch deployment board --type json -p '[
  {"op":"replace","path":"/spec/template/spec/initContainers/1/startupProbe","value":{"periodSeconds":1,"failureThreshold":15,"exec":{"command":["wget","-q","-O","/dev/null","http://127.0.0.1:9090/"]}}}]'
