# trap: the old is gone, and the new is there
kubectl -n "$NS_MAIN" delete deployment old --cascade=foreground
kubectl -n "$NS_MAIN" delete persistentvolumeclaim old-prices
kubectl -n "$NS_MAIN" create configmap prices --from-literal=tea=2.50
