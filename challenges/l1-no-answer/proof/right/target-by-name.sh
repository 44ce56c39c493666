# faults: birch
# solution: It lets the Service lead to the port that the container calls http; a name that no container has is resolved to nothing.
kubectl -n "$NS_MAIN" patch service tickets --type json -p '[{"op":"replace","path":"/spec/ports/0/targetPort","value":"http"}]'
