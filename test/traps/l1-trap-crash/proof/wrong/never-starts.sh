# trap: the settings are right, and there is no such program
# fails: Every pod that is wanted is ready
kubectl -n "$NS_MAIN" patch configmap settings -p '{"data":{"GREETING":"hello","NAME":"web"}}'
kubectl -n "$NS_MAIN" patch deployment web -p '{"spec":{"template":{"spec":{"containers":[{"name":"web","command":["/no/such"]}]}}}}'
