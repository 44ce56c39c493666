# fails: A pod that is deleted has five seconds before its program is told to end
# A long grace period alone: the program ends as soon as it is told to.
kubectl -n "$NS_MAIN" patch deployment seats -p '{"spec":{"template":{"spec":{
  "terminationGracePeriodSeconds":60,
  "containers":[{"name":"seats",
    "readinessProbe":{"httpGet":{"path":"/ready","port":"http"},"periodSeconds":2},
    "livenessProbe":{"httpGet":{"path":"/alive","port":"http"},"periodSeconds":5},
    "startupProbe":{"httpGet":{"path":"/alive","port":"http"},"periodSeconds":2,"failureThreshold":60}}]}}}}'
kubectl -n "$NS_MAIN" rollout status deployment seats
