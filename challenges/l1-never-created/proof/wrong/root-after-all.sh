# faults: cedar
# fails: The rule that it must not run as root is still there
kubectl -n "$NS_MAIN" patch deployment guide -p '{"spec":{"template":{"spec":{"securityContext":{"runAsNonRoot":null}}}}}'
