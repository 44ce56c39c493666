# trap: the pod runs, and no other one would start
# fails: Every pod that is wanted is ready
kubectl -n "$NS_MAIN" patch configmap settings -p '{"data":{"GREETING":"hello","NAME":"web"}}'
kubectl -n "$NS_MAIN" rollout restart deployment web
kubectl -n "$NS_MAIN" rollout status deployment web --timeout=60s
kubectl -n "$NS_MAIN" delete configmap settings
