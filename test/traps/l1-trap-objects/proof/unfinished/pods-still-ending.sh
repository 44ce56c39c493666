# trap: the Deployment waits for its pods, which take their time to end
kubectl -n "$NS_MAIN" delete persistentvolumeclaim old-prices
kubectl -n "$NS_MAIN" create configmap prices --from-literal=tea=2.50
before=$(kubectl -n "$NS_MAIN" get pod -l app=old -o name)
kubectl -n "$NS_MAIN" patch deployment old -p '{"spec":{"strategy":{"type":"Recreate","rollingUpdate":null},"template":{"spec":{"terminationGracePeriodSeconds":8}}}}'
kubectl -n "$NS_MAIN" rollout status deployment old --timeout=60s
kubectl -n "$NS_MAIN" wait "$before" --for=delete --timeout=60s
kubectl -n "$NS_MAIN" delete deployment old --cascade=foreground --wait=false
# The garbage collector tells the pod a moment later.
kubectl -n "$NS_MAIN" wait pod -l app=old --for=jsonpath='{.metadata.deletionTimestamp}' --timeout=60s
