# trap: somebody's image of that name
# fails: It is the same image
kubectl -n "$NS_MAIN" patch deployment web -p '{"spec":{"template":{"spec":{"containers":[{"name":"web","image":"bitnami/nginx","resources":{"limits":{"memory":"64Mi"}}}]}}}}'
