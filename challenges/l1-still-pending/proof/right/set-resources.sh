# faults: birch
# solution: It requests the memory that the story says, in Mi, and sets the limit in the same unit, so that a node has room for each pod.
kubectl -n "$NS_MAIN" set resources deployment orders --requests=cpu=20m,memory=32Mi --limits=memory=64Mi
