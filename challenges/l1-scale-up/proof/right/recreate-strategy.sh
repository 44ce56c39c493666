# solution: It sets number and requests at once and lets the old pod go before new ones come, so that the rollout needs no room of its own.
kubectl -n "$NS_MAIN" patch deployment desk -p '{"spec":{"replicas":4,"strategy":{"type":"Recreate","rollingUpdate":null},
  "template":{"spec":{"containers":[{"name":"desk","resources":{"requests":{"cpu":"30m","memory":"24Mi"}}}]}}}}'
kubectl -n "$NS_MAIN" rollout status deployment desk --timeout=120s
