# trap: the settings were changed, and the container ended again
# fails: Every pod that is wanted is ready
kubectl -n "$NS_MAIN" patch configmap settings -p '{"data":{"GREETING":"hello","NAME":"wob"}}'
