# faults: amber, dune
# fails: Every pod of the shop is ready
kubectl -n "$NS_MAIN" rollout restart deployment shop
