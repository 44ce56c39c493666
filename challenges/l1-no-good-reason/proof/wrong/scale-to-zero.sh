# faults: cedar
# fails: Every pod of loans is ready
# Then nothing is restarted, and nobody is served.
kubectl -n "$NS_MAIN" scale deployment loans --replicas=0
