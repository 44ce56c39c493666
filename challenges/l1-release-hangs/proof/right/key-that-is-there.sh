# faults: cedar
# solution: The template names the key that the ConfigMap has, so that the kubelet can start the container.
kubectl -n "$NS_MAIN" patch deployment pool -p '{"spec":{"template":{"spec":{"containers":[{"name":"page","env":[
  {"name":"HOURS","valueFrom":{"configMapKeyRef":{"name":"hours","key":"winter"}}}]}]}}}}'
kubectl -n "$NS_MAIN" rollout status deployment pool --timeout=200s
