# trap: the pod runs with what the ConfigMap held before
# fails: Every pod that is wanted is ready
kubectl -n "$NS_MAIN" patch configmap settings -p '{"data":{"GREETING":"hello","NAME":"web"}}'
kubectl -n "$NS_MAIN" rollout restart deployment web
kubectl -n "$NS_MAIN" rollout status deployment web --timeout=60s
# A change in the second in which the container started is not told from one before.
sleep 1.1
kubectl -n "$NS_MAIN" patch configmap settings -p '{"data":{"GREETING":"hello","NAME":"web","MORE":"words"}}'
