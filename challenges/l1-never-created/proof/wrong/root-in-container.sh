# faults: cedar
# fails: The rule that it must not run as root is still there
# The pod keeps the rule, and its only container is exempt from it.
kubectl -n "$NS_MAIN" patch deployment guide -p '{"spec":{"template":{"spec":{"containers":[{"name":"guide","securityContext":{"runAsNonRoot":false}}]}}}}'
