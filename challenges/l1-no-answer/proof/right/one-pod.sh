# faults: ember
kubectl -n "$NS_MAIN" patch service tickets --type json -p '[{"op":"replace","path":"/spec/ports/0/protocol","value":"TCP"}]'
kubectl -n "$NS_MAIN" scale deployment tickets --replicas=1
