# faults: cedar
# The probe fails while it starts, but not often enough for a restart.
kubectl -n "$NS_MAIN" patch deployment loans -p '{"spec":{"template":{"spec":{"containers":[{"name":"loans","livenessProbe":{"periodSeconds":5,"failureThreshold":5}}]}}}}'
