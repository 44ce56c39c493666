# faults: cedar
# solution: It lets the liveness probe look for the first time when the longest start is over. A quick start waits as long, which is why a startup probe is better.
kubectl -n "$NS_MAIN" patch deployment loans -p '{"spec":{"template":{"spec":{"containers":[{"name":"loans","livenessProbe":{"initialDelaySeconds":20}}]}}}}'
