# faults: cedar
# solution: It adds a startup probe, which holds the liveness probe back until the program listens, and gives it half a minute for that.
kubectl -n "$NS_MAIN" patch deployment loans -p '{"spec":{"template":{"spec":{"containers":[{"name":"loans",
  "startupProbe":{"httpGet":{"path":"/cgi-bin/ready","port":"http"},"periodSeconds":2,"failureThreshold":15}}]}}}}'
