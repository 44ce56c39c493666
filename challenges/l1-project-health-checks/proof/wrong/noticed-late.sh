# fails: A pod that has started is noticed within ten seconds
# Few questions, far apart.
kubectl -n "$NS_MAIN" patch deployment seats -p '{"spec":{"template":{"spec":{
  "terminationGracePeriodSeconds":20,
  "containers":[{"name":"seats",
    "readinessProbe":{"httpGet":{"path":"/ready","port":"http"},"periodSeconds":2},
    "livenessProbe":{"httpGet":{"path":"/alive","port":"http"},"periodSeconds":5},
    "startupProbe":{"httpGet":{"path":"/alive","port":"http"},"periodSeconds":40,"failureThreshold":3},
    "lifecycle":{"preStop":{"sleep":{"seconds":5}}}}]}}}}'
kubectl -n "$NS_MAIN" rollout status deployment seats
