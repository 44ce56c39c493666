# fails: The quota is as it was
kubectl -n "$NS_MAIN" patch resourcequota festival -p '{"spec":{"hard":{"requests.cpu":"400m","requests.memory":"256Mi"}}}'
kubectl -n "$NS_MAIN" scale deployment desk --replicas=4
