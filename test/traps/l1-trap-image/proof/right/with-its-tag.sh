# trap: the tag that it has without one
kubectl -n "$NS_MAIN" patch deployment web -p '{"spec":{"template":{"spec":{"containers":[{"name":"web","image":"nginx:latest","resources":{"limits":{"memory":"64Mi"}}}]}}}}'
