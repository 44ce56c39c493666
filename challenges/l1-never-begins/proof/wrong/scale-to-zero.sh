# faults: cedar
# fails: Every pod of the board is ready
kubectl -n "$NS_MAIN" scale deployment board --replicas=0
