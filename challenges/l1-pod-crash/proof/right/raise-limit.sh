# faults: cedar
# solution: It raises the memory limit above what the program needs to start, and stays below what the platform team allows, so that the kernel does not kill it any more.
kubectl -n "$NS_MAIN" set resources deployment shop --limits=memory=96Mi
