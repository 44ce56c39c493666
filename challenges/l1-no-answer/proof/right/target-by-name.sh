# faults: birch
kubectl -n "$NS_MAIN" patch service tickets --type json -p '[{"op":"replace","path":"/spec/ports/0/targetPort","value":"http"}]'
