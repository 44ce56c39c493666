# faults: amber
# A label says nothing of what is in a ConfigMap.
kubectl -n "$NS_MAIN" patch configmap shop-settings --type merge -p '{"data":{"SHOP_CURRENCY":"EUR"}}'
kubectl -n "$NS_MAIN" rollout restart deployment shop
kubectl -n "$NS_MAIN" rollout status deployment shop --timeout=90s
kubectl -n "$NS_MAIN" label configmap shop-settings team=web
