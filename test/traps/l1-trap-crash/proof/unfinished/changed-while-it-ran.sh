# trap: the settings are right, and the container, about to end once more, began before
kubectl -n "$NS_MAIN" wait pod -l app=web --for=condition=Ready --timeout=60s
kubectl -n "$NS_MAIN" patch configmap settings -p '{"data":{"GREETING":"hello","NAME":"web"}}'
