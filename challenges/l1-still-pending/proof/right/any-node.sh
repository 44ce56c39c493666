# faults: amber
# solution: It takes the nodeSelector out of the pod template; any node may run the pods then, and the scheduler finds one.
kubectl -n "$NS_MAIN" patch deployment orders -p '{"spec":{"template":{"spec":{"nodeSelector":null}}}}'
