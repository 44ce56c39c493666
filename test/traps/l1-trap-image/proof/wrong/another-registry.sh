# trap: its path and tag at another registry
# fails: It is the same image
kubectl -n "$NS_MAIN" patch deployment web -p '{"spec":{"template":{"spec":{"containers":[{"name":"web","image":"mirror.example/library/nginx:latest","resources":{"limits":{"memory":"64Mi"}}}]}}}}'
