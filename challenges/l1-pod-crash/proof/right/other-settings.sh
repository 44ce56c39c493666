# faults: amber
# A new ConfigMap, and a pod template that takes its environment from there.
kubectl -n "$NS_MAIN" create configmap shop-settings-v2 --from-literal=SHOP_CURRENCY=EUR --from-literal=SHOP_LANGUAGE=en
kubectl -n "$NS_MAIN" set env deployment/shop --from=configmap/shop-settings-v2
