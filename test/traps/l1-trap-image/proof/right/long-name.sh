# trap: its long name
kubectl -n "$NS_MAIN" patch deployment web -p '{"spec":{"template":{"spec":{"containers":[{"name":"web","image":"docker.io/library/nginx:latest","resources":{"limits":{"memory":"64Mi"}}}]}}}}'
