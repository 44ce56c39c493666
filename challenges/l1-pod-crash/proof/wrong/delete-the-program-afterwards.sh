# faults: cedar
# fails: Every pod of the shop is ready
# The pod that runs keeps the file; the next one would not start.
kubectl -n "$NS_MAIN" set resources deployment shop --limits=memory=100Mi
kubectl -n "$NS_MAIN" rollout status deployment shop --timeout=60s
kubectl -n "$NS_MAIN" delete configmap shop-program
