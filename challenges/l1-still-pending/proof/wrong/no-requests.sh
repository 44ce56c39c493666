# faults: birch
# fails: New pods want of a node what the story says, and nothing else
# Who requests nothing fits everywhere.
kubectl -n "$NS_MAIN" patch deployment orders -p '{"spec":{"template":{"spec":{"containers":[{"name":"orders","resources":null}]}}}}'
