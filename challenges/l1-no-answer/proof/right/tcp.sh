# faults: ember
# solution: It lets the Service's port be one of TCP, which is what HTTP comes by; to a port of UDP no TCP connection is led.
kubectl -n "$NS_MAIN" patch service tickets --type json -p '[{"op":"replace","path":"/spec/ports/0/protocol","value":"TCP"}]'
