# fails: The kubelet learns within 15 seconds that a pod hangs
# The kernel takes connections for a program that hangs, as long as not too many wait.
kubectl -n "$NS_MAIN" patch deployment seats -p '{"spec":{"template":{"spec":{
  "terminationGracePeriodSeconds":20,
  "containers":[{"name":"seats",
    "readinessProbe":{"httpGet":{"path":"/ready","port":"http"},"periodSeconds":2},
    "livenessProbe":{"tcpSocket":{"port":"http"},"periodSeconds":5},
    "startupProbe":{"httpGet":{"path":"/alive","port":"http"},"periodSeconds":2,"failureThreshold":60},
    "lifecycle":{"preStop":{"sleep":{"seconds":5}}}}]}}}}'
kubectl -n "$NS_MAIN" rollout status deployment seats
