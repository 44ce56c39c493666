# faults: cedar
kubectl -n "$NS_MAIN" set resources deployment shop --limits=memory=96Mi
