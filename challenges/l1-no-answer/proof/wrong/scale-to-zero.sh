# fails: Every pod of tickets is ready
# faults: cedar
kubectl -n "$NS_MAIN" scale deployment tickets --replicas=0
