# trap: the guard lets more through
# fails: The quota is there
kubectl -n "$NS_MAIN" patch resourcequota team -p '{"spec":{"hard":{"requests.memory":"1Gi"}}}'
