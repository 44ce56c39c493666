# faults: amber
# solution: It makes the ConfigMap that the container asks for, with the hours that are kept elsewhere; the kubelet tries again by itself and starts the container once all is there.
# What is asked for is made, and the pod that waits finds it.
hours=$(kubectl -n "$NS_MAIN" get configmap museum-settings -o jsonpath='{.data.hours}')
kubectl -n "$NS_MAIN" create configmap guide-settings --from-literal=hours="$hours"
