# faults: cedar
# fails: The Service leads to the shop's own pods
kubectl -n "$NS_MAIN" set resources deployment shop --limits=memory=96Mi
kubectl -n "$NS_MAIN" rollout status deployment shop --timeout=90s
kubectl -n "$NS_MAIN" patch service shop --type merge -p '{"spec":{"type":"ExternalName","externalName":"example.com"}}'
