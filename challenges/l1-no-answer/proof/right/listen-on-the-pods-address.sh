# faults: cedar
# solution: It lets the program listen on the address of its own pod, which each pod is told by a field of its own status; that is where a Service sends connections.
kubectl -n "$NS_MAIN" patch deployment tickets --type json -p '[{"op":"replace","path":"/spec/template/spec/containers/0/env","value":[{"name":"LISTEN_ON","valueFrom":{"fieldRef":{"fieldPath":"status.podIP"}}}]}]'
