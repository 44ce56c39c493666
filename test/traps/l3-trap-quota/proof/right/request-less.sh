# trap: the worker fits
kubectl -n "$NS_MAIN" set resources deployment worker --requests=memory=32Mi
