# faults: cedar
# In the container alone, where it counts before what the pod says.
kubectl -n "$NS_MAIN" patch deployment guide -p '{"spec":{"template":{"spec":{"containers":[{"name":"guide","securityContext":{"runAsNonRoot":true,"runAsUser":65534}}]}}}}'
