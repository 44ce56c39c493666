# faults: ember
# The same number twice: each protocol has ports of its own.
kubectl -n "$NS_MAIN" patch service tickets --type json -p '[{"op":"add","path":"/spec/ports/-","value":{"name":"web","port":80,"targetPort":"http"}}]'
