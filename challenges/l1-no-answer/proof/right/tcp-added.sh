# faults: ember
# solution: It gives the Service a second port of the same number for TCP, beside that of UDP; each protocol has ports of its own, and two ports need names.
# The same number twice: each protocol has ports of its own.
kubectl -n "$NS_MAIN" patch service tickets --type json -p '[{"op":"add","path":"/spec/ports/-","value":{"name":"web","port":80,"targetPort":"http"}}]'
