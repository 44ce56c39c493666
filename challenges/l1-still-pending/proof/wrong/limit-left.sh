# faults: birch
# fails: New pods want of a node what the story says, and nothing else
# The request is right, and the limit is none that any node could keep.
kubectl -n "$NS_MAIN" set resources deployment orders --requests=memory=32Mi
