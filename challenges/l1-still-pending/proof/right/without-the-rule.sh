# faults: cedar
# solution: It takes the required anti-affinity out of the pod template, so that pods may share a node, as the story allows.
kubectl -n "$NS_MAIN" patch deployment orders -p '{"spec":{"template":{"spec":{"affinity":null}}}}'
