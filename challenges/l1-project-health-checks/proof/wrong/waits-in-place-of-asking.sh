# fails: The kubelet learns within ten seconds that a pod is not ready
# A new pod is late enough for its start, and nobody asks it afterwards.
kubectl -n "$NS_MAIN" patch deployment seats -p '{"spec":{"template":{"spec":{
  "terminationGracePeriodSeconds":20,
  "containers":[{"name":"seats",
    "lifecycle":{"postStart":{"sleep":{"seconds":10}},"preStop":{"sleep":{"seconds":5}}}}]}}}}'
kubectl -n "$NS_MAIN" rollout status deployment seats
