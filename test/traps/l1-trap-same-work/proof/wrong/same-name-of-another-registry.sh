# trap: the same path and tag at another registry
# fails: It is the same image
kubectl -n "$NS_MAIN" patch deployment web -p '{"spec":{"template":{"spec":{"containers":[{"name":"web","image":"e2e-test-images/agnhost:2.66.1","resources":{"limits":{"memory":"64Mi"}}}]}}}}'
