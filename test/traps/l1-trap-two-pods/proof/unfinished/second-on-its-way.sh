# trap: the second pod is not ready yet
kubectl -n "$NS_MAIN" patch deployment web -p '{"spec":{"replicas":2,"template":{"spec":{"containers":[{"name":"web","readinessProbe":{"initialDelaySeconds":6}}]}}}}'
