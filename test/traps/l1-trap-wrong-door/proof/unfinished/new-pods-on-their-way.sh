# trap: the pods follow the Service, and the new one is not ready yet
kubectl -n "$NS_MAIN" patch deployment shop -p '{"spec":{"template":{"metadata":{"labels":{"part":"back"}},"spec":{"containers":[{"name":"shop","readinessProbe":{"initialDelaySeconds":6}}]}}}}'
