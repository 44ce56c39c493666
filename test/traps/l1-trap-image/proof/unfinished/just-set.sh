# trap: its long name, and the new pod is not ready yet
kubectl -n "$NS_MAIN" patch deployment web -p '{"spec":{"template":{"spec":{"containers":[{"name":"web","image":"docker.io/library/nginx:latest","resources":{"limits":{"memory":"64Mi"}},"readinessProbe":{"initialDelaySeconds":3}}]}}}}'
