# trap: a Secret of the same name
# fails: The prices say what tea costs
kubectl -n "$NS_MAIN" delete deployment old --cascade=foreground
kubectl -n "$NS_MAIN" delete persistentvolumeclaim old-prices
kubectl -n "$NS_MAIN" create secret generic prices --from-literal=tea=2.50
