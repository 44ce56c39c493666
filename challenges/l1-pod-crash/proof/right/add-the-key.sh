# faults: amber
# solution: It adds the missing value to the ConfigMap from which the container takes its environment; a container gets its environment when it starts, so the next restart has it.
# The ConfigMap alone: the pod takes it up when its back-off ends.
kubectl -n "$NS_MAIN" patch configmap shop-settings --type merge -p '{"data":{"SHOP_CURRENCY":"EUR"}}'
