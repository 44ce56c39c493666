# fails: A pod that is deleted has five seconds before its program is told to end
# Better than nothing, and too short.
kubectl -n "$NS_MAIN" patch deployment seats -p '{"spec":{"template":{"spec":{
  "terminationGracePeriodSeconds":20,
  "containers":[{"name":"seats",
    "readinessProbe":{"httpGet":{"path":"/ready","port":"http"},"periodSeconds":2},
    "livenessProbe":{"httpGet":{"path":"/alive","port":"http"},"periodSeconds":5},
    "startupProbe":{"httpGet":{"path":"/alive","port":"http"},"periodSeconds":2,"failureThreshold":60},
    "lifecycle":{"preStop":{"sleep":{"seconds":1}}}}]}}}}'
kubectl -n "$NS_MAIN" rollout status deployment seats
