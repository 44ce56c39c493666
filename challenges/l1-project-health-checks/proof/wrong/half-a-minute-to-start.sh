# fails: A pod has two minutes to start
# Enough for most days.
kubectl -n "$NS_MAIN" patch deployment seats -p '{"spec":{"template":{"spec":{
  "terminationGracePeriodSeconds":20,
  "containers":[{"name":"seats",
    "readinessProbe":{"httpGet":{"path":"/ready","port":"http"},"periodSeconds":2},
    "livenessProbe":{"httpGet":{"path":"/alive","port":"http"},"periodSeconds":5},
    "startupProbe":{"httpGet":{"path":"/alive","port":"http"},"periodSeconds":2,"failureThreshold":15},
    "lifecycle":{"preStop":{"sleep":{"seconds":5}}}}]}}}}'
kubectl -n "$NS_MAIN" rollout status deployment seats
