# trap: the image is kept, and sleeps
# fails: It is the same program
kubectl -n "$NS_MAIN" patch deployment web -p '{"spec":{"template":{"spec":{"containers":[{"name":"web","command":["sleep","infinity"],"resources":{"limits":{"memory":"64Mi"}}}]}}}}'
