# trap: the limit is there, and the new pod not ready yet
kubectl -n "$NS_MAIN" patch deployment web -p '{"spec":{"template":{"spec":{"containers":[{"name":"web","resources":{"limits":{"memory":"64Mi"}},"readinessProbe":{"initialDelaySeconds":6}}]}}}}'
