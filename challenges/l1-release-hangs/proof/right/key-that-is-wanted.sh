# faults: cedar
# solution: The ConfigMap gets the key that release 2 asks for, with the winter hours; a restart makes a pod that sees it at once.
kubectl -n "$NS_MAIN" patch configmap hours --type merge -p '{"data":{"winter-hours":"Winter hours: 9 to 18"}}'
kubectl -n "$NS_MAIN" rollout restart deployment pool
kubectl -n "$NS_MAIN" rollout status deployment pool --timeout=200s
