# trap: the pods follow the Service, and the old ones go
kubectl -n "$NS_MAIN" patch deployment shop -p '{"spec":{"template":{"metadata":{"labels":{"part":"back"}}}}}'
