# faults: cedar
# fails: Every pod of the shop is ready
kubectl -n "$NS_MAIN" set resources deployment shop --limits=memory=40Mi
