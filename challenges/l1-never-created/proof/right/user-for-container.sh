# faults: cedar
# solution: It names a user other than root for the one container, which counts before what the pod or the image say, so that the rule against root is kept.
# In the container alone, where it counts before what the pod says.
kubectl -n "$NS_MAIN" patch deployment guide -p '{"spec":{"template":{"spec":{"containers":[{"name":"guide","securityContext":{"runAsNonRoot":true,"runAsUser":65534}}]}}}}'
