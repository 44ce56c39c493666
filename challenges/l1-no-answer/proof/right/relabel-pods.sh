# faults: amber
# The pods follow the Service.
kubectl -n "$NS_MAIN" patch deployment tickets -p '{"spec":{"template":{"metadata":{"labels":{"app.kubernetes.io/component":"frontend"}}}}}'
