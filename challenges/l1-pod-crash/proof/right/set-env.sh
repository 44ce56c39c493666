# faults: amber
# solution: It sets the missing variable in the pod template itself, which makes new pods at once and leaves the shared ConfigMap as it is.
kubectl -n "$NS_MAIN" set env deployment/shop SHOP_CURRENCY=EUR
