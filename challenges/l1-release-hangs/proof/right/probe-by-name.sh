# faults: amber
# solution: The readiness probe asks the port by its name, which is 9090 in release 2, so that new pods become ready and the old ones may go.
kubectl -n "$NS_MAIN" patch deployment pool -p '{"spec":{"template":{"spec":{"containers":[{"name":"page","readinessProbe":{"httpGet":{"port":"http"}}}]}}}}'
kubectl -n "$NS_MAIN" rollout status deployment pool --timeout=200s
