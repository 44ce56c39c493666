# faults: dune
# fails: Nothing else runs in its pods
# There localhost is the node, for both of them.
kubectl -n "$NS_MAIN" patch deployment loans -p '{"spec":{"template":{"spec":{"hostNetwork":true}}}}'
