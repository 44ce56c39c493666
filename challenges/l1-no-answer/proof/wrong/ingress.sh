# faults: ember
# fails: Nobody outside the cluster gets in
kubectl -n "$NS_MAIN" patch service tickets --type json -p '[{"op":"replace","path":"/spec/ports/0/protocol","value":"TCP"}]'
kubectl -n "$NS_MAIN" create ingress tickets --rule="tickets.example.com/*=tickets:80"
