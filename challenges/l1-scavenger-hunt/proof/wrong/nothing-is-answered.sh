# faults: poplar
# fails: node: where the ledger runs
kubectl -n "$NS_MAIN" get all
