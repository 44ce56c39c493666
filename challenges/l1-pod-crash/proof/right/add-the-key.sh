# faults: amber
# The ConfigMap alone: the pod takes it up when its back-off ends.
kubectl -n "$NS_MAIN" patch configmap shop-settings --type merge -p '{"data":{"SHOP_CURRENCY":"EUR"}}'
