# fails: A pod that rests gets no requests, and is left to rest
# One command for both.
kubectl -n "$NS_MAIN" patch deployment seats -p '{"spec":{"template":{"spec":{
  "terminationGracePeriodSeconds":20,
  "containers":[{"name":"seats",
    "readinessProbe":{"exec":{"command":["wget","-q","-O","/dev/null","http://localhost:8080/ready"]},"periodSeconds":3},
    "livenessProbe":{"exec":{"command":["wget","-q","-O","/dev/null","http://localhost:8080/ready"]},"periodSeconds":5},
    "startupProbe":{"httpGet":{"path":"/alive","port":"http"},"periodSeconds":2,"failureThreshold":60},
    "lifecycle":{"preStop":{"sleep":{"seconds":5}}}}]}}}}'
kubectl -n "$NS_MAIN" rollout status deployment seats
