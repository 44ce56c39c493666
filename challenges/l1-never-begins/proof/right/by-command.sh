# faults: cedar
# It is asked from within, and a liveness probe looks after it later on.
kubectl -n "$NS_MAIN" patch deployment board --type json -p '[
  {"op":"add","path":"/spec/template/spec/initContainers/1/livenessProbe","value":{"tcpSocket":{"port":9090}}},
  {"op":"replace","path":"/spec/template/spec/initContainers/1/startupProbe","value":{"periodSeconds":1,"failureThreshold":15,"exec":{"command":["wget","-q","-O","/dev/null","http://127.0.0.1:9090/"]}}}]'
