# faults: amber
# What is asked for is made, and the pod that waits finds it.
hours=$(kubectl -n "$NS_MAIN" get configmap museum-settings -o jsonpath='{.data.hours}')
kubectl -n "$NS_MAIN" create configmap guide-settings --from-literal=hours="$hours"
