# trap: a program of that name from elsewhere, which runs as well
# fails: It is the same image
kubectl -n "$NS_MAIN" patch deployment web -p '{"spec":{"template":{"spec":{"containers":[{"name":"web","image":"registry.k8s.io/e2e-test-images/nginx:1.27.0-2","resources":{"limits":{"memory":"64Mi"}}}]}}}}'
