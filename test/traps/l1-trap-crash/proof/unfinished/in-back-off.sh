# trap: the settings are right, and the container sits out its back-off
kubectl -n "$NS_MAIN" wait pod -l app=web --for=jsonpath='{.status.containerStatuses[0].state.waiting.reason}'=CrashLoopBackOff --timeout=60s
kubectl -n "$NS_MAIN" patch configmap settings -p '{"data":{"GREETING":"hello","NAME":"web"}}'
