# trap: the name that its registry had before
kubectl -n "$NS_MAIN" patch deployment web -p '{"spec":{"template":{"spec":{"containers":[{"name":"web","image":"index.docker.io/nginx","resources":{"limits":{"memory":"64Mi"}}}]}}}}'
