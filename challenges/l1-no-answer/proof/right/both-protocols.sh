# faults: ember
# TCP beside UDP is harmless; it needs a name of its own.
kubectl -n "$NS_MAIN" patch service tickets --type json -p '[{"op":"replace","path":"/spec/ports","value":[
  {"name":"http","port":80,"targetPort":"http"},{"name":"udp","port":8080,"protocol":"UDP","targetPort":8080}]}]'
kubectl -n "$NS_MAIN" scale deployment tickets --replicas=3
