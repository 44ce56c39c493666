# trap: the settings are right, and a new pod has them
kubectl -n "$NS_MAIN" patch configmap settings -p '{"data":{"GREETING":"hello","NAME":"web"}}'
kubectl -n "$NS_MAIN" rollout restart deployment web
