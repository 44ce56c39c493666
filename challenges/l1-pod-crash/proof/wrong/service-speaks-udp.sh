# faults: cedar
# fails: The Service leads to the shop's own pods
# The way through the API server works all the same.
kubectl -n "$NS_MAIN" set resources deployment shop --limits=memory=96Mi
kubectl -n "$NS_MAIN" patch service shop --type json -p '[{"op":"replace","path":"/spec/ports/0/protocol","value":"UDP"}]'
kubectl -n "$NS_MAIN" rollout status deployment shop --timeout=90s
