# faults: cedar
# fails: Every container has a memory limit of at most 128 MiB
kubectl -n "$NS_MAIN" set resources deployment shop --limits=memory=1Gi
