# fails: The kubelet learns within ten seconds that a pod is not ready
# Commands that always succeed.
kubectl -n "$NS_MAIN" patch deployment seats -p '{"spec":{"template":{"spec":{
  "terminationGracePeriodSeconds":20,
  "containers":[{"name":"seats",
    "readinessProbe":{"exec":{"command":["true"]},"periodSeconds":2},
    "livenessProbe":{"exec":{"command":["true"]},"periodSeconds":2},
    "startupProbe":{"exec":{"command":["true"]},"failureThreshold":60},
    "lifecycle":{"preStop":{"sleep":{"seconds":5}}}}]}}}}'
kubectl -n "$NS_MAIN" rollout status deployment seats
