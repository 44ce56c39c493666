# faults: ember
# fails: Every desk is ready again
kubectl -n "$NS_MAIN" patch service tickets --type json -p '[{"op":"replace","path":"/spec/ports/0/protocol","value":"TCP"}]'
kubectl -n "$NS_MAIN" scale deployment desk --replicas=0
