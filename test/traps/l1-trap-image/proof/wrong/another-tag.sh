# trap: another tag of its repository
# fails: It is the same image
kubectl -n "$NS_MAIN" patch deployment web -p '{"spec":{"template":{"spec":{"containers":[{"name":"web","image":"nginx:1.27.0","resources":{"limits":{"memory":"64Mi"}}}]}}}}'
