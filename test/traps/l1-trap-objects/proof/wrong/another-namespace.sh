# trap: the new object in another namespace
# fails: The prices say what tea costs
kubectl -n "$NS_MAIN" delete deployment old --cascade=foreground
kubectl -n "$NS_MAIN" delete persistentvolumeclaim old-prices
kubectl -n "$NS_ANNEX" create configmap prices --from-literal=tea=2.50
