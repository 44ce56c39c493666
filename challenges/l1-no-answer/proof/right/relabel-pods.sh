# faults: amber
# solution: It gives the pod template the label that the Service selects, so that the new pods become its endpoints; the Deployment's own selector does not name that label.
# The pods follow the Service.
kubectl -n "$NS_MAIN" patch deployment tickets -p '{"spec":{"template":{"metadata":{"labels":{"app.kubernetes.io/component":"frontend"}}}}}'
