# faults: amber
# fails: scheduler: who placed the posters
kubectl -n "$NS_MAIN" get all
