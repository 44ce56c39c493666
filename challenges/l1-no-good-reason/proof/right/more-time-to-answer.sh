# faults: birch
# solution: It gives the program more time to say that it is alive than it needs for that. An answer in time is what the probe asked for all along.
kubectl -n "$NS_MAIN" patch deployment loans -p '{"spec":{"template":{"spec":{"containers":[{"name":"loans","livenessProbe":{"timeoutSeconds":5}}]}}}}'
