# trap: the Deployment is gone, and its pods run on
# fails: Its pods are gone
kubectl -n "$NS_MAIN" delete persistentvolumeclaim old-prices
kubectl -n "$NS_MAIN" create configmap prices --from-literal=tea=2.50
kubectl -n "$NS_MAIN" delete deployment old --cascade=orphan
